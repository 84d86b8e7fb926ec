#!/usr/bin/env bash
# Takes a deployment back: to the template, the parameters and the pages that ran before it. CloudFormation itself rolls back a
# deployment that fails; this is for one that succeeds and then does not do well.
#
#   infra/rollback.sh remember STACK FOLDER         keeps what runs now
#   infra/rollback.sh watch STACK FOLDER MINUTES    fails as soon as something fails that did not fail before
#   infra/rollback.sh back STACK FOLDER             puts back what was kept
#
# What fails is what a release can break by itself: requests, of which the alarm RollBackAlarm tells, and jobs of which no call
# comes to its end. The other alarms tell people: of mails that come back, or of an account that is at its limit.
set -euo pipefail
shopt -s inherit_errexit
export AWS_PAGER=""

output() { # STACK NAME
  aws cloudformation describe-stacks --stack-name "$1" --output text \
    --query "Stacks[0].Outputs[?OutputKey=='$2'].OutputValue | [0]"
}

status() { # STACK
  aws cloudformation describe-stacks --stack-name "$1" --output text --query 'Stacks[0].StackStatus'
}

now() {
  date -u +%FT%TZ "$@"
}

count() { # STATISTIC METRIC NAMESPACE DIMENSION SINCE
  local sum
  sum=$(aws cloudwatch get-metric-statistics --namespace "$3" --dimensions "$4" --metric-name "$2" --statistics "$1" --period 60 \
    --start-time "$5" --end-time "$(now)" --output text --query "to_string(sum(Datapoints[].$1))")
  echo "${sum%.*}"
}

failing() { # STACK SINCE
  local alarm jobs job broke called failed worked
  alarm=$(output "$1" RollBackAlarm)
  aws cloudwatch describe-alarms --alarm-names "${alarm##*:alarm:}" --state-value ALARM --output text --query 'MetricAlarms[].AlarmName'
  jobs=$(aws lambda list-functions --output text --query "Functions[?starts_with(FunctionName, '$1-jobs-')].FunctionName")
  for job in $jobs; do
    # Lambda counts the calls that break off; the job itself those that end, and have left something undone.
    broke=$(count Sum Errors AWS/Lambda "Name=FunctionName,Value=$job" "$2")
    called=$(count Sum Invocations AWS/Lambda "Name=FunctionName,Value=$job" "$2")
    failed=$(count Sum Errors "Portico/$1" "Name=endpoint,Value=${job#"$1-"}" "$2")
    worked=$(count SampleCount Latency "Portico/$1" "Name=endpoint,Value=${job#"$1-"}" "$2")
    # A single failure may be anything, and is tried again.
    if ((broke > 1 && broke >= called || failed > 1 && failed >= worked)); then echo "$job"; fi
  done
}

case "${1:-}" in
  remember)
    mkdir -p "$3/web"
    if ! state=$(status "$2" 2>"$3/error"); then
      grep -q "does not exist" "$3/error" || { cat "$3/error" >&2; exit 1; }
      state=ABSENT
    fi
    case "$state" in
      # The last one is what a first deployment leaves behind that was never carried out.
      ABSENT | REVIEW_IN_PROGRESS)
        echo "$2 does not run yet: there is nothing to go back to"
        exit 0
        ;;
      *_IN_PROGRESS)
        echo "$2 is $state: somebody else is at work there" >&2
        exit 1
        ;;
      # A first deployment failed, and CloudFormation takes no other for this stack. Nothing ran in it. Its table and its user pool
      # stay, as they did when it was rolled back, and the next ones get names of their own.
      ROLLBACK_COMPLETE | ROLLBACK_FAILED)
        aws cloudformation delete-stack --stack-name "$2"
        aws cloudformation wait stack-delete-complete --stack-name "$2"
        echo "deleted what the first deployment of $2 left behind, but for a table and a user pool, which are empty"
        exit 0
        ;;
    esac
    failing "$2" "$(now -d "10 minutes ago")" | sort >"$3/failing"
    aws cloudformation describe-stacks --stack-name "$2" --output json --query 'Stacks[0].Parameters' >"$3/parameters.json"
    aws s3 sync "s3://$(output "$2" WebBucketName)" "$3/web" --only-show-errors --exclude "assets/*"
    # Last: with it, everything is there.
    aws cloudformation get-template --stack-name "$2" --template-stage Original --output json --query TemplateBody |
      python3 -c 'import json, sys; body = json.load(sys.stdin); print(body if isinstance(body, str) else json.dumps(body))' >"$3/template.part"
    mv "$3/template.part" "$3/template.yaml"
    echo "kept what runs in $2"
    ;;
  watch)
    mkdir -p "$3"
    touch "$3/failing"
    since=$(now)
    for ((minute = 1; minute <= $4; minute++)); do
      sleep "${MINUTE:-60}"
      # On a line of its own: a call that fails inside `<(…)` would be taken for silence.
      fails=$(failing "$2" "$since" | sort)
      new=$(comm -13 "$3/failing" <(echo "$fails"))
      if [ -n "$new" ]; then
        echo "fails since the deployment: $new" >&2
        exit 1
      fi
      echo "minute $minute of $4: quiet"
    done
    ;;
  back)
    if [ ! -s "$3/template.yaml" ]; then
      echo "nothing of $2 was kept: there is nothing to go back to"
      exit 0
    fi
    # A deployment that was stopped half-way rolls itself back first.
    aws cloudformation cancel-update-stack --stack-name "$2" 2>/dev/null || true
    state=$(status "$2")
    while [[ $state == *_IN_PROGRESS ]]; do
      sleep 10
      state=$(status "$2")
    done
    mapfile -t parameters < <(python3 -c 'import json, sys
for it in json.load(open(sys.argv[1])) or []: print(it["ParameterKey"] + "=" + it["ParameterValue"])' "$3/parameters.json")
    aws cloudformation deploy --stack-name "$2" --template-file "$3/template.yaml" --no-fail-on-empty-changeset \
      --capabilities CAPABILITY_IAM CAPABILITY_AUTO_EXPAND --parameter-overrides "${parameters[@]}" \
      --s3-bucket "$(aws cloudformation describe-stack-resource --stack-name aws-sam-cli-managed-default \
        --logical-resource-id SamCliSourceBucket --output text --query StackResourceDetail.PhysicalResourceId)"
    # What the old pages load was never deleted. No `sync`: it leaves out what is as long as what lies there and older, which
    # the old pages are.
    aws s3 cp --recursive "$3/web" "s3://$(output "$2" WebBucketName)" --only-show-errors --cache-control no-cache
    aws cloudfront create-invalidation --distribution-id "$(output "$2" DistributionId)" --paths "/*" --output text --query Invalidation.Id
    echo "$2 is back at what ran before"
    ;;
  *)
    sed -n '2,10p' "$0" >&2
    exit 2
    ;;
esac
