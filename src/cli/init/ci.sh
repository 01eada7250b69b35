#!/bin/sh
# What must hold of these rules and dossiers. RULECHECK names the program where it is not on the path.
set -eu
cd "$(dirname "$0")"
rulecheck=${RULECHECK:-rulecheck}
"$rulecheck" check rules
"$rulecheck" test --coverage rules
"$rulecheck" validate --rules rules dossiers
