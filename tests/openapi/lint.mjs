// Checks OpenAPI documents: node lint.mjs FILE.json … Fails on a fault, or when a document describes nothing.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const { createConfig, lintFromString, formatProblems, getTotals } = createRequire(import.meta.url)('@redocly/openapi-core');

const config = await createConfig({
    extends: ['recommended-strict'],
    rules: {
        'no-ambiguous-paths': 'off', // a fixed segment goes before a parameter, as the router does it
        'operation-4xx-response': 'off', // health answers everyone
        'no-server-example.com': 'off',
        'no-empty-servers': 'off',
    },
});

let faults = 0;
for (const file of process.argv.slice(2)) {
    const source = readFileSync(file, 'utf8');
    const problems = await lintFromString({ source, absoluteRef: file, config });
    const totals = getTotals(problems);
    formatProblems(problems, { format: 'stylish', totals, version: '', maxProblems: 100 });
    const routes = Object.values(JSON.parse(source).paths ?? {}).flatMap(Object.keys).length;
    if (routes === 0) console.error(`${file}: no routes`);
    console.log(`${file}: ${routes} routes, ${totals.errors} errors, ${totals.warnings} warnings`);
    faults += totals.errors + (routes === 0 ? 1 : 0);
}
process.exit(faults || process.argv.length < 3 ? 1 : 0);
