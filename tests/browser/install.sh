#!/bin/sh
# Browser tests need a Chromium. Install Debian's where it is missing and may be; otherwise say what to install.
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Chromium ontbreekt en wordt geïnstalleerd / Chromium is missing and is being installed"
  log=$(mktemp)
  if apt-get update -qq >"$log" 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-liberation >>"$log" 2>&1; then
    exit 0
  fi
  tail -n 5 "$log"
fi
echo "Installeer Chromium voor de browsertests / install Chromium for the browser tests: apt-get install chromium"
exit 1
