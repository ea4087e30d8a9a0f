#!/usr/bin/env bash
# Sets up, checks the formatting, builds, runs all tests; the last line is "N passed, N failed, N skipped".
# --full also runs the slow ones (category Full). Other arguments go to dotnet test: ./test.sh --filter Queue
# Up to four failed tests of a project are tried once more, alone; what passes only then is named as flaky. --once: no second try.
set -uo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/eng/lib.sh"

passed=0 failed=0 skipped=0 flaky=0
finish() {
  [ "$flaky" -eq 0 ] || say "$flaky flaky: failed beside the others and passed alone. Named above; each is a defect of the test or of the product."
  printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}
give_up() {
  say "$1"
  failed=$((failed + 1))
  finish
}

most_tried_again=4
full=false second_try=true filter="" arguments=()
while [ $# -gt 0 ]; do
  case "$1" in
    --full) full=true ;;
    --once) second_try=false ;;
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
others=("${arguments[@]}")
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

# White space only: the build holds the rest (EnforceCodeStyleInBuild), and asking twice costs a minute.
say "Checking the formatting"
if ! logged "$results/format.log" dotnet format whitespace "$solution" --no-restore --verify-no-changes; then
  say "Formatting differs: run 'dotnet format' and commit."
  failed=$((failed + 1))
fi

say "Building (${results#"$repo"/}/build.log)"
logged "$results/build.log" dotnet build "$solution" -c Release --no-restore -nodeReuse:false -v minimal || give_up "The build failed."

count() { grep -oE "<UnitTestResult [^>]*outcome=\"$2\"" "$1" 2>/dev/null | wc -l; }

# Runs tests of a project (built already) into results/NAME.trx and NAME.log.
run_tests() {
  local project="$1" name="$2"
  shift 2
  dotnet test "$project" -c Release --no-build --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" \
    --blame-hang-timeout 4m --blame-hang-dump-type none "$@" >"$results/$name.log" 2>&1 </dev/null
}

for project in "$repo"/tests/*.Tests/*.csproj; do
  name="$(basename "$project" .csproj)"
  say "Testing $name"
  code=0
  run_tests "$project" "$name" "${arguments[@]}" || code=$?
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
    elif $second_try && [ "$now_failed" -le "$most_tried_again" ] && ! grep -qi 'test run.* aborted' "$results/$name.log"; then
      again="$("$repo/eng/failed-tests.sh" "$trx")"
      say "Trying once more, alone: ${again//FullyQualifiedName=/}"
      if [ -n "$again" ] && run_tests "$project" "$name.again" "${others[@]}" --filter "$again" && [ "$(count "$results/$name.again.trx" Passed)" -ge "$now_failed" ]; then
        say "FLAKY: passed alone: ${again//FullyQualifiedName=/}"
        now_passed=$((now_passed + now_failed)) flaky=$((flaky + now_failed)) now_failed=0
      else
        [ ! -f "$results/$name.again.log" ] || grep -v '^VSTest version' "$results/$name.again.log" >&2
      fi
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
