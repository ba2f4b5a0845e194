#!/bin/bash
# SPDX-License-Identifier: MulanPSL-2.0
# Every county pack is whole, and a pack that lost a file or holds a typing error is refused with a file's name.
set -uo pipefail
program=${BUCHUCUN_PROGRAM:-build-test/src/app/buchucun}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
code=0

tell() {                        # tell GOOD TITLE OUTPUT
    if [ "$1" = 1 ]; then echo "ok - $2"; else echo "not ok - $2"; sed 's/^/#   /' <<<"$3"; code=1; fi
}

for county in counties/*/; do
    said=$("$program" check "$county" 2>&1)
    [ $? = 0 ] && good=1 || good=0
    tell $good "$county is whole" "$said"
done

# breach TITLE WORDS COMMAND...: the command spoils a copy of the pack, the check must fail and say the words.
breach() {
    local title=$1 words=$2 said good=0
    shift 2
    rm -rf "$folder/pack"
    cp -r counties/badong "$folder/pack"
    (cd "$folder/pack" && "$@")
    said=$("$program" check "$folder/pack" 2>&1)
    [ $? != 0 ] && grep -qF -- "$words" <<<"$said" && good=1
    tell $good "$title" "$said"
}


breach 'an empty folder is no pack' 'pack' sh -c 'rm -rf ./*'
breach 'half a process is refused, with its file' '.bpmn' sh -c 'f=$(find . -name "*.bpmn" | sort | head -1); head -c 300 "$f" >x; mv x "$f"'
breach 'a process that points nowhere is refused, with its file' '.bpmn' \
    sh -c 'f=$(find . -name "*.bpmn" | sort | head -1); sed -i "s/targetRef=\"[^\"]*\"/targetRef=\"nowhere\"/" "$f"'
exit $code
