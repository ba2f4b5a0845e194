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

# both KEY WORDS ENGLISH: the pack words a text otherwise.
both() { mkdir -p texts; echo "$1 = $2" >texts/zh-CN.txt; echo "$1 = $3" >texts/en.txt; }

cp -r counties/badong "$folder/worded"
(cd "$folder/worded" && both items.title '我要办的事' 'What I want done')
said=$("$program" check "$folder/worded" 2>&1)
[ $? = 0 ] && good=1 || good=0
tell $good 'a pack with words of its own is whole' "$said"

breach 'a text the program does not have is refused, with file and line' 'texts/en.txt:1: error: the program has no text "items.titel"' \
    both items.titel '办事' 'Services'
breach 'a text in one language only is refused' 'is missing in texts/en.txt' \
    sh -c 'mkdir texts; echo "items.title = 办事" >texts/zh-CN.txt'
breach 'a text that lacks a value is refused' 'lacks {{rows}} of the original' both import.rows '很多人' 'Many people'
breach 'a text that shows another value is refused' 'names {{applicant}}, which the original does not' \
    both import.rows '{{rows}} 人 {{applicant}}' '{{rows}} people {{applicant}}'
breach 'a text far longer than the original is refused' 'at most 120 fit' both items.title "$(printf '长%.0s' $(seq 300))" 'Services'
breach 'a text with a script is refused' 'other HTML tags' both items.title '<script>alert(1)</script>' 'Services'
breach 'another file among the texts is refused' 'texts/fr.txt' sh -c 'mkdir texts; echo "items.title = x" >texts/fr.txt'

breach 'an empty folder is no pack' 'pack' sh -c 'rm -rf ./*'
breach 'half a process is refused, with its file' '.bpmn' sh -c 'f=$(find . -name "*.bpmn" | sort | head -1); head -c 300 "$f" >x; mv x "$f"'
breach 'a process that points nowhere is refused, with its file' '.bpmn' \
    sh -c 'f=$(find . -name "*.bpmn" | sort | head -1); sed -i "s/targetRef=\"[^\"]*\"/targetRef=\"nowhere\"/" "$f"'
exit $code
