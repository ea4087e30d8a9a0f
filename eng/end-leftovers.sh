#!/usr/bin/env bash
# Ends processes that one test run started and left behind. They are known by the run's mark in their environment, by nothing else.
set -uo pipefail
mark="ISHOWTTS_TEST_RUN=${1:?the mark of the test run}"
for entry in /proc/[0-9]*; do
  process="${entry#/proc/}"
  case "$process" in "$$" | "$PPID" | "$BASHPID") continue ;; esac
  if tr '\0' '\n' 2>/dev/null <"$entry/environ" | grep -qxF "$mark"; then
    printf 'Ending a leftover of the tests: %s %s\n' "$process" "$(tr '\0' ' ' 2>/dev/null <"$entry/cmdline" | cut -c1-100)" >&2
    kill -9 "$process" 2>/dev/null
  fi
done
exit 0
