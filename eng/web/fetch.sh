#!/usr/bin/env bash
# Fetches the pages' npm libraries once into artifacts/web/vendor (200 kB), by package-lock.json, which holds the version and sha512 of each. Exit 4: npm is missing.
# With the argument tests also fetches what checks the pages (TypeScript, axe-core; 36 MB) into artifacts/web/node_modules.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

part="${1:-core}"
lock="$repo/eng/web/package-lock.json"
target="$artifacts/web"
# The marker is a copy of the lock file, so that a change of it is fetched.
! cmp -s "$lock" "$(web_marker "$part")" || exit 0
command -v npm >/dev/null 2>&1 || exit 4

work="$artifacts/web.$$"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/new" "$target"
cp "$repo/eng/web/package.json" "$lock" "$work/"
log="$artifacts/setup.log"
omit=(--omit=dev)
if [ "$part" = tests ]; then omit=(); fi
say "Fetching the pages' libraries ($part): npm packages, once (log: $log)"
if ! (cd "$work" && logged "$log" npm ci "${omit[@]}" --ignore-scripts --no-audit --no-fund --no-update-notifier --cache "$work/cache"); then
  say "The npm packages of eng/web/package-lock.json could not be fetched. Check the network, or npm's registry and proxy settings, and run it again."
  exit 1
fi

# Browsers take modules by address, not by package name. Source maps stay behind.
lay() { # file in node_modules, name
  sed -e 's#from *"preact"#from"./preact.js"#g' -e '/^\/\/# sourceMappingURL=/d' "$work/node_modules/$1" >"$work/new/$2"
}
lay preact/dist/preact.mjs preact.js
lay preact/hooks/dist/hooks.mjs hooks.js
lay htm/dist/htm.mjs htm.js
lay uplot/dist/uPlot.esm.js uplot.js
lay uplot/dist/uPlot.min.css uplot.css
for name in preact htm uplot; do cp "$work/node_modules/$name/LICENSE" "$work/new/LICENSE.$name"; done

rm -rf "$target/vendor"
mv "$work/new" "$target/vendor"
if [ "$part" = tests ]; then
  rm -rf "$target/node_modules"
  mv "$work/node_modules" "$target/node_modules"
  cp "$lock" "$(web_marker tests)"
fi
cp "$lock" "$(web_marker core)"
