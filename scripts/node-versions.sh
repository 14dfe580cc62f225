#!/usr/bin/env bash
# Brings versions of Node.js into a cache folder and prints where each is, as `22 /root/.cache/avi-routes/node-22/bin/node`.
# usage: scripts/node-versions.sh MAJOR...
# To run the unit tests on one of them: PATH=~/.cache/avi-routes/node-26/bin:$PATH node scripts/test.mjs unit
set -euo pipefail

readonly FOLDER=${XDG_CACHE_HOME:-$HOME/.cache}/avi-routes
case $(uname -m) in
x86_64) arch=x64 ;;
aarch64) arch=arm64 ;;
*)
	echo "node-versions: there is no Node.js for $(uname -m) here" >&2
	exit 1
	;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for major in "$@"; do
	home=$FOLDER/node-$major
	if [ ! -x "$home/bin/node" ]; then
		# The package that the npm package `node` installs.
		(cd "$work" && npm pack --silent "node-linux-$arch@$major" >/dev/null && tar -xzf "node-linux-$arch-$major".*.tgz)
		# Whole or not at all: the next run must not find half of one.
		mkdir -p "$home/bin"
		mv "$work/package/bin/node" "$home/bin/.node.$$"
		mv "$home/bin/.node.$$" "$home/bin/node"
		rm -rf "$work/package"
	fi
	echo "$major $home/bin/node"
done
