#!/usr/bin/env bash
# The service unit, as systemd itself reads it where it is installed, and what must stand in it in any case.
#   unit.sh FILE
set -euo pipefail
unit=$1
failed=0
for line in Type=notify DynamicUser=yes StateDirectory=mortise NoNewPrivileges=yes ProtectSystem=strict ProtectHome=yes PrivateTmp=yes \
    RestrictNamespaces=yes CapabilityBoundingSet= 'RestartPreventExitStatus=2 78'; do
    grep -qxF -- "$line" "$unit" || { echo "no $line in $unit"; failed=1; }
done
if grep -nvE '^(#.*|\[(Unit|Service|Install)\]|[A-Z][A-Za-z]+=.*|)$' "$unit"; then
    echo "these lines of $unit are none of systemd's"
    failed=1
fi
if command -v systemd-analyze >/dev/null; then
    # The program and its manual are not installed here; all else that it says is a fault.
    complaints=$(systemd-analyze verify --man=no "$unit" 2>&1 | grep -vE 'is not executable|Failed to (open|connect)|^$' || true)
    [ -z "$complaints" ] || { echo "$complaints"; failed=1; }
fi
exit $failed
