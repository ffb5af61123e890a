cp "$HERE"/../DL309/silent/* .
cp "$HERE/../DL309/silent.before" ../before.jsonl
sed -n 3,4p ../before.jsonl >../other.jsonl
