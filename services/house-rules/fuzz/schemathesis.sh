#!/usr/bin/env bash
# Asks every service what its OpenAPI document allows and what it does not, as every role and as nobody, and fails on an
# answer of 5xx or outside the document (status, content type, schema).
#
#   services/house-rules/fuzz/schemathesis.sh PASSWORD_FILE [REQUESTS]
#
# PASSWORD_FILE   the password of the account admin, of a platform that may be filled with nonsense
# REQUESTS        for each service and role, about (default 10000)
# SCHEMATHESIS    the program (default: schemathesis on the PATH; pip install schemathesis==4.32.5)
# ONLY            services and roles to ask, as an extended regular expression, such as 'registry.*(nobody|engineer)'
# OUT             folder of the reports (default target/schemathesis)
# ATTUNE_PORT_FEEDBACK, ATTUNE_PORT_REGISTRY, ATTUNE_PORT_INFERENCE   where the services are, as for ./attune up
set -euo pipefail

if [ ! -r "${1:-}" ]; then
  echo "usage: $0 PASSWORD_FILE [REQUESTS]" >&2
  exit 2
fi
admin_password="$(head -n 1 "$1")"
requests="${2:-10000}"
schemathesis="$(realpath "$(command -v "${SCHEMATHESIS:-schemathesis}")")"
out="${OUT:-target/schemathesis}"
feedback="http://127.0.0.1:${ATTUNE_PORT_FEEDBACK:-8480}"
registry="http://127.0.0.1:${ATTUNE_PORT_REGISTRY:-8481}"
inference="http://127.0.0.1:${ATTUNE_PORT_INFERENCE:-8482}"
checks=not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance
mkdir -p "$out"
# The program leaves folders of its own where it runs.
cd "$out"

# post PATH TOKEN BODY: the answer's body; fails on a refusal.
post() {
  curl -sS --fail-with-body -X POST -H 'Content-Type: application/json' ${2:+-H "Authorization: Bearer $2"} -d "$3" "$feedback$1"
}

token() {
  post /api/session "" "{\"name\":\"$1\",\"password\":\"$2\"}" | sed 's/.*"token":"\([^"]*\)".*/\1/'
}

# A new account of a role, with a password of its own; prints its token.
new_account() {
  local name="fuzz-$1-$RANDOM$RANDOM" given="given-$RANDOM-$RANDOM-$RANDOM" own="own-$RANDOM-$RANDOM-$RANDOM"
  post /api/accounts "$admin" "{\"name\":\"$name\",\"password\":\"$given\",\"roles\":[\"$1\"]}" >/dev/null
  post /api/session/password "$(token "$name" "$given")" "{\"current\":\"$given\",\"next\":\"$own\"}" >/dev/null
  token "$name" "$own"
}

# ask SERVICE URL ROLE TOKEN: one run.
ask() {
  local name="$1-$3" document="$1.json" operations each
  [[ "$name" =~ ${ONLY:-.} ]] || return 0
  curl -sS --fail "$2/q/openapi?format=json" -o "$document"
  operations="$(python3 -c 'import json,sys
print(sum(m in ("get","put","post","delete","patch") for o in json.load(open(sys.argv[1]))["paths"].values() for m in o))' "$document")"
  each=$((requests / operations + 1))
  # Signing out would end the run's own session; nobody has none.
  if "$schemathesis" run "$document" --url "$2" --phases examples,coverage,fuzzing --mode all \
    --max-examples "$each" --seed 1 --continue-on-failure --checks "$checks" --warnings off --no-color \
    --suppress-health-check all --request-timeout 30 --workers 2 \
    ${4:+-H "Authorization: Bearer $4" --exclude-operation-id signOut} >"$name.log" 2>&1; then
    result=passed
  else
    result=FAILED
    failed=1
  fi
  printf '%-26s %s: %s\n' "$name" "$result" "$(grep -E 'generated|rror: [0-9]' "$name.log" | tr -s ' \n' ' ')"
}

admin="$(token admin "$admin_password")"
failed=0
for role in nobody annotator reviewer engineer administrator; do
  # Last of all an administrator asks feedback-service, and may close the account that this script uses.
  for service in registry inference feedback; do
    session=""
    [ "$role" = nobody ] || session="$(new_account "$role")"
    ask "$service" "${!service}" "$role" "$session"
  done
done
exit "$failed"
