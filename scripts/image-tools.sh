#!/usr/bin/env bash
# Builds the image with podman and runc, also where no registry of images can be reached: then the base is made of this
# machine's own Node.js and shell. Sets up nothing outside of a folder of its own, ~/.cache/avi-routes/image.
# usage: scripts/image-tools.sh with COMMAND...       a command that runs podman, or podman itself, with that folder
#        scripts/image-tools.sh build TAG            the image, of dist/; BASE=IMAGE names another base
#        scripts/image-tools.sh sbom                 its bill of materials, CycloneDX, on standard output
set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
readonly ROOT
readonly FOLDER=${XDG_CACHE_HOME:-$HOME/.cache}/avi-routes/image
readonly BASE=${BASE:-localhost/avi-routes-base}

# runc with cgroupfs and vfs run where there is neither systemd nor overlayfs.
with_podman() {
	mkdir -p "$FOLDER"
	# No more than any machine allows; podman would raise the limits.
	printf '[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]\npids_limit = 0\n' >"$FOLDER/containers.conf"
	printf '[engine]\ncgroup_manager = "cgroupfs"\nruntime = "runc"\nevents_logger = "file"\n' >>"$FOLDER/containers.conf"
	printf '[storage]\ndriver = "vfs"\ngraphroot = "%s/graph"\nrunroot = "%s/run"\n' "$FOLDER" "$FOLDER" >"$FOLDER/storage.conf"
	[ -f /etc/containers/policy.json ] ||
		printf '{"default":[{"type":"insecureAcceptAnything"}]}' >"$FOLDER/policy.json"
	CONTAINERS_CONF="$FOLDER/containers.conf" CONTAINERS_STORAGE_CONF="$FOLDER/storage.conf" KPT_FN_RUNTIME=podman "$@"
}

# The machine's Node.js, a shell and what scripts call, with their libraries.
make_base() {
	local root programs program
	root=$(mktemp -d)
	chmod 755 "$root"
	programs=(node sh env sed grep head cat chmod ls id dirname readlink)
	mkdir -p "$root/bin" "$root/tmp" "$root/etc" "$root/usr"
	ln -s ../bin "$root/usr/bin"
	for program in "${programs[@]}"; do
		cp -L "$(command -v "$program")" "$root/bin/$program"
		ldd "$root/bin/$program" 2>/dev/null | grep -oE '/[^ ]+' | while read -r library; do
			mkdir -p "$root$(dirname "$library")"
			cp -Ln "$library" "$root$library" || true
		done
	done
	printf 'root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\nargocd:x:999:999::/:/bin/sh\n' >"$root/etc/passwd"
	chmod 1777 "$root/tmp"
	tar -C "$root" -c . | with_podman podman import --change 'ENV PATH=/bin' - "$BASE" >/dev/null
	rm -rf "$root"
}

build_image() {
	with_podman podman image exists "$BASE" || make_base
	with_podman podman build --quiet --network=none --build-arg "BASE=$BASE" --tag "$1" "$ROOT"
}

case ${1:-} in
with) with_podman "${@:2}" ;;
build) build_image "${2:?usage: scripts/image-tools.sh build TAG}" ;;
sbom) node "$ROOT/scripts/sbom.mjs" ;;
*)
	echo "image-tools: unknown ${1:-nothing}; known: with, build, sbom" >&2
	exit 2
	;;
esac
