#!/bin/sh
# A model for the example beside it: the share of positive rows for each contract. It gives up where its learning rate is
# above a tenth, as a training does whose loss is no longer a number.
# docs/external-candidates.md says what a command is told and must answer.
set -eu
if awk "BEGIN { exit !($PITWALL_PARAM_LEARNING_RATE > 0.1) }"; then
  echo "the loss is nan at learning rate $PITWALL_PARAM_LEARNING_RATE" >&2
  exit 1
fi
folds=${PITWALL_STUDY_FOLDS:-/dev/null}
test_data=${PITWALL_STUDY_TEST_DATA:-/dev/null}
awk -F, -v target="$PITWALL_STUDY_TARGET" -v positive="$PITWALL_STUDY_POSITIVE" '
  function share(fold, level) { return (hits[fold, level] + 1) / (rows[fold, level] + 4) }
  FNR == 1 { file++; split("", column); for (i = 1; i <= NF; i++) column[$i] = i; next }
  file == 1 { level[$column["row"]] = $column["contract"]; hit[$column["row"]] = $column[target] == positive; next }
  FILENAME == folds && $column["role"] == "train" {
    row = $column["row"]; rows[$column["fold"], level[row]]++; hits[$column["fold"], level[row]] += hit[row]; next
  }
  FILENAME == folds { asked[++count] = $column["row"]; fold[count] = $column["fold"]; next }
  {
    if (!count && !all) { all = 1; for (row in level) { rows["all", level[row]]++; hits["all", level[row]] += hit[row] } }
    asked[++count] = $column["row"]; fold[count] = "all"; level[asked[count]] = $column["contract"]
  }
  END {
    print "row,prediction"
    for (i = 1; i <= count; i++) printf "%s,%.17g\n", asked[i], share(fold[i], level[asked[i]])
  }
' folds="$folds" "$PITWALL_STUDY_DATA" "$folds" "$test_data" > "$PITWALL_RUN_DIR/predictions.csv"
if [ "$PITWALL_STUDY_PHASE" = final ]; then echo "share of positive rows for each contract" > "$PITWALL_RUN_DIR/artifacts/model.txt"; fi
