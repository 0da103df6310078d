#!/usr/bin/env bash
# Runs every test, those of use cases once on SQLite and once on PostgreSQL. Installs what they need where it is missing: chromium, Chinese fonts, PostgreSQL (run as a non-root user).
# Prints last "N passed, N failed", summed over all test projects.
set -u
cd "$(dirname "$0")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

need=()
command -v chromium >/dev/null || need+=(chromium)
fc-list 2>/dev/null | grep -qi "noto.*cjk" || need+=(fonts-noto-cjk fontconfig)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need+=(postgresql)
if [ ${#need[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${need[@]}" >/dev/null || { echo "Could not install: ${need[*]}"; exit 1; }
  else
    echo "Please install: ${need[*]} (as root: apt-get install ${need[*]})"
    exit 1
  fi
fi

postgres_dir=$(mktemp -d)
CP_TEST_POSTGRES=$(dev/scripts/postgres-for-tests.sh start "$postgres_dir") || { echo "PostgreSQL did not start"; exit 1; }
export CP_TEST_POSTGRES
postgres_results=$(mktemp -d)
end() { trap - EXIT; dev/scripts/postgres-for-tests.sh stop "$postgres_dir"; rm -rf "$postgres_results"; }
trap end EXIT

if ! dotnet build CommunityPlatform.sln -v minimal --nologo; then
  echo "The build failed."
  echo "0 passed, 1 failed"
  exit 1
fi
results=$(mktemp)
run() { # project, further arguments of dotnet test
  local project=$1 log line code
  shift
  log=$(mktemp)
  dotnet test "$project" --no-build --nologo --blame-hang-timeout 10m "$@" 2>&1 | tee "$log"
  code=${PIPESTATUS[0]}
  line=$(grep -E 'Failed: +[0-9]+, Passed: +[0-9]+' "$log" | tail -n 1)
  if [ -z "$line" ]; then
    echo "$project ended without a result"
    echo "0 1 1" >>"$results"
  else
    echo "$(sed -E 's/.*Passed: +([0-9]+),.*/\1/' <<<"$line") $(sed -E 's/.*Failed: +([0-9]+),.*/\1/' <<<"$line") $code" >>"$results"
  fi
  rm -f "$log"
}

# Beside the rest, once more on PostgreSQL: everything that runs use cases, of every module and of the host. Out is what looks into SQLite files, and what chooses its engine itself and runs already.
postgres_said=$(mktemp)
(
  export CP_TEST_ENGINE=PostgreSQL
  for project in tests/*.Tests/*.csproj; do
    case "$project" in *Architecture*|*Browser*) continue ;; esac
    run "$project" --filter "Engine!=SQLite&Engine!=Own" --results-directory "$postgres_results"
  done
) >"$postgres_said" 2>&1 &
on_postgres=$!
for project in tests/*.Tests/*.csproj; do run "$project"; done
wait "$on_postgres"
echo "On PostgreSQL:"
cat "$postgres_said"
read -r passed failed codes < <(awk '{ passed += $1; failed += $2; codes += $3 } END { print passed + 0, failed + 0, codes + 0 }' "$results")
rm -f "$results" "$postgres_said"
# The sum stands last: nothing is said behind it.
end
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$codes" = 0 ]
