#!/usr/bin/env bash
# Runs benchmarks and writes a page each to docs/benchmarks. Without arguments all of them; "overhead", "memory", "api", "f5", "f5-solvers", "f5-solvers-full", or a word of a class name.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
"$repo/eng/setup.sh"

export ISHOWTTS_BENCHMARKS="$repo/docs/benchmarks"
mkdir -p "$artifacts/benchmarks"
say "Building in Release (log: $artifacts/build.log)"
: >"$artifacts/build.log"
logged "$artifacts/build.log" dotnet build "$repo/tests/Benchmarks/IShowTts.Benchmarks.csproj" -c Release -nodeReuse:false -v minimal
benchmarks="$repo/tests/Benchmarks/bin/Release/net10.0/IShowTts.Benchmarks.dll"
worker="$repo/src/Worker/bin/Release/net10.0/ishowtts.dll"

run() { (cd "$artifacts/benchmarks" && dotnet "$benchmarks" "$@"); }
case "${1:-all}" in
  overhead) run overhead ;;
  memory) run memory "$worker" ;;
  api) run api ;;
  f5) run f5 && run f5 rules ;;
  f5-solvers) run f5-solvers ;;
  f5-solvers-full) run f5-solvers full ;;
  all)
    run overhead
    run memory "$worker"
    run api
    run f5
    run f5 rules
    run f5-solvers
    run --filter '*'
    ;;
  *) run --filter "*$1*" ;;
esac
