cp "$HERE"/../DL309/silent/* .
sed -n 1,2p "$HERE/../DL309/silent.before" >../before.jsonl
sed -n 3,4p "$HERE/../DL309/silent.before" >../other.jsonl
