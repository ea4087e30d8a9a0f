#!/usr/bin/env bash
# Prints each reason for skipping in a TRX file once, with the number of tests it skipped.
set -uo pipefail
[ -f "${1:-}" ] || exit 0
awk '
  /<UnitTestResult / { skipped = /outcome="NotExecuted"/; told = 0 }
  skipped && !told && match($0, /<(Message|StdOut)>[^<]*/) {
    reason = substr($0, RSTART, RLENGTH)
    sub(/^<[A-Za-z]+>/, "", reason)
    gsub(/&quot;/, "\"", reason); gsub(/&apos;/, "\x27", reason); gsub(/&lt;/, "<", reason); gsub(/&gt;/, ">", reason); gsub(/&amp;/, "\\&", reason)
    reasons[reason]++; told = 1
  }
  END { for (reason in reasons) printf "  skipped %d: %s\n", reasons[reason], reason }
' "$1" | sort
