#!/usr/bin/env bash
# Sets up, checks the formatting, builds, runs all tests; the last line is "N passed, N failed, N skipped".
# --full also runs the slow ones (category Full). Other arguments go to dotnet test: ./test.sh --filter Queue
set -uo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/eng/lib.sh"

passed=0 failed=0 skipped=0
finish() {
  printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}
give_up() {
  say "$1"
  failed=$((failed + 1))
  finish
}

full=false filter="" arguments=()
while [ $# -gt 0 ]; do
  case "$1" in
    --full) full=true ;;
    --filter)
      [ $# -gt 1 ] || { say "--filter needs a value, for example --filter Queue"; exit 2; }
      filter="$2"
      shift
      ;;
    --filter=*) filter="${1#--filter=}" ;;
    *) arguments+=("$1") ;;
  esac
  shift
done
if ! $full; then filter="${filter:+($filter)&}Category!=Full"; fi
[ -z "$filter" ] || arguments+=(--filter "$filter")

"$repo/eng/setup.sh" --tests || {
  code=$?
  [ "$code" -eq 3 ] && exit 3
  give_up "Set-up failed."
}

results="$artifacts/test-results"
rm -rf "$results"
mkdir -p "$results"
solution="$repo/IShowTts.Worker.sln"
started=$SECONDS

# Everything that this run starts carries this mark, so that leftovers are found by it and nothing else is touched.
ISHOWTTS_TEST_RUN="$$-$(date +%s)"
export ISHOWTTS_TEST_RUN
trap '"$repo/eng/end-leftovers.sh" "$ISHOWTTS_TEST_RUN"' EXIT
trap 'exit 130' INT TERM

say "Restoring packages"
logged "$results/restore.log" dotnet restore "$solution" || give_up "Packages could not be restored."

say "Checking the formatting"
if ! logged "$results/format.log" dotnet format "$solution" --no-restore --verify-no-changes; then
  say "Formatting differs: run 'dotnet format' and commit."
  failed=$((failed + 1))
fi

say "Building (${results#"$repo"/}/build.log)"
logged "$results/build.log" dotnet build "$solution" -c Release --no-restore -nodeReuse:false -v minimal || give_up "The build failed."

count() { grep -oE "<UnitTestResult [^>]*outcome=\"$2\"" "$1" 2>/dev/null | wc -l; }

for project in "$repo"/tests/*.Tests/*.csproj; do
  name="$(basename "$project" .csproj)"
  say "Testing $name"
  code=0
  dotnet test "$project" -c Release --no-build --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" \
    --blame-hang-timeout 4m --blame-hang-dump-type none "${arguments[@]}" >"$results/$name.log" 2>&1 </dev/null || code=$?
  trx="$results/$name.trx"
  now_passed=$(count "$trx" Passed)
  now_skipped=$(count "$trx" NotExecuted)
  now_all=$(count "$trx" '[A-Za-z]+')
  now_failed=$((now_all - now_passed - now_skipped))
  if [ "$code" -ne 0 ]; then
    grep -v '^VSTest version' "$results/$name.log" >&2
    if [ "$now_failed" -eq 0 ]; then
      say "$name ended with code $code and told of no failed test: the test host crashed or hung. Counted as one failure."
      now_failed=1
    fi
  elif [ ! -f "$trx" ]; then
    now_failed=1
    say "$name left no results. Counted as one failure."
  fi
  "$repo/eng/skip-reasons.sh" "$trx" >&2
  say "  $now_passed passed, $now_failed failed, $now_skipped skipped in $name"
  passed=$((passed + now_passed)) failed=$((failed + now_failed)) skipped=$((skipped + now_skipped))
done

say "Took $((SECONDS - started)) s; results in ${results#"$repo"/}"
[ "$((passed + failed))" -gt 0 ] || { say "No test ran."; }
finish
