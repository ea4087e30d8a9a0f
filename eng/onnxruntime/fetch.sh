#!/usr/bin/env bash
# Fetches ONNX Runtime once into artifacts/onnxruntime: fetch.sh core|gpu. Exit 4: npm is missing. Needs nothing but npm, tar and sha512sum.
# The archive comes from the npm registry that npm is set to use, by exact version, and must have the sha512 of packages.txt.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

part="${1:?core or gpu}"
read -r name version sum < <(sed -n "s/^$part //p" "$repo/eng/onnxruntime/packages.txt")
target="$(onnxruntime_folder)"
marker="$(onnxruntime_marker "$part")"
[ ! -f "$marker" ] || exit 0
command -v npm >/dev/null 2>&1 || exit 4

work="$artifacts/onnxruntime.$part.$$"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/unpacked" "$target"
log="$artifacts/setup.log"

say "Fetching ONNX Runtime ($part): npm package $name $version, once (150 to 180 MB; log: $log)"
# Into an empty folder with its own cache: nothing in the clone is taken for a package, and no second copy stays in the home folder.
if ! (cd "$work" && logged "$log" npm pack "$name@$version" --ignore-scripts --no-update-notifier --cache "$work/cache" --pack-destination "$work"); then
  say "The npm package could not be fetched. Check the network, or npm's registry and proxy settings, and run it again."
  exit 1
fi
archive="$work/$name-$version.tgz"
if ! printf '%s  %s\n' "$sum" "$archive" | sha512sum --check --status; then
  say "The npm package $name $version is not the one that eng/onnxruntime/packages.txt names (its sha512 differs). Nothing was installed."
  exit 1
fi

# Only what is used: the package also holds Android, iOS and macOS.
members=(package/LICENSE package/Plugins/Linux/x64)
if [ "$part" = core ]; then members+=(package/ThirdPartyNotices.txt package/Runtime package/Plugins/Windows/x64); fi
tar -xzf "$archive" -C "$work/unpacked" --no-same-owner --exclude='*.meta' --exclude='*.asmdef' "${members[@]}"

place() { # from, to: the old one, if any, goes first
  [ -e "$1" ] || return 0
  rm -rf "$2"
  mkdir -p "$(dirname "$2")"
  mv "$1" "$2"
}
from="$work/unpacked/package"
if [ "$part" = core ]; then
  place "$from/Runtime" "$target/managed"
  # Microsoft's sources keep their own style: neither the formatter nor the analyzers look at them.
  printf 'root = true\n[*]\ngenerated_code = true\n' >"$target/managed/.editorconfig"
  place "$from/ThirdPartyNotices.txt" "$target/ThirdPartyNotices.txt"
  place "$from/Plugins/Windows/x64" "$target/win-x64"
fi
place "$from/LICENSE" "$target/LICENSE.$part"
mkdir -p "$target/linux-x64"
for file in "$from"/Plugins/Linux/x64/*; do
  # The provider bridge is in both packages; the core's stays.
  if [ "$part" = gpu ] && [ -e "$target/linux-x64/$(basename "$file")" ]; then continue; fi
  place "$file" "$target/linux-x64/$(basename "$file")"
done
printf '%s %s %s\n' "$name" "$version" "$sum" >"$marker"
