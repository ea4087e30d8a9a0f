#!/usr/bin/env bash
# Prints a filter for dotnet test that names each failed test of a TRX file: FullyQualifiedName=A|FullyQualifiedName=B
set -uo pipefail
[ -f "${1:-}" ] || exit 0
awk '
  function of(name,   found) {
    if (!match($0, " " name "=\"[^\"]*\"")) return ""
    found = substr($0, RSTART + 1, RLENGTH - 1)
    return substr(found, length(name) + 3, length(found) - length(name) - 3)
  }
  /<UnitTestResult / && !/outcome="(Passed|NotExecuted)"/ { failed[of("testId")] = 1 }
  /<UnitTest / { id = of("id") }
  /<TestMethod / && (id in failed) { names["FullyQualifiedName=" of("className") "." of("name")] = 1 }
  END { for (name in names) { printf "%s%s", separator, name; separator = "|" } if (separator != "") print "" }
' "$1"
