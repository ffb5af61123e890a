# Ways to say that 1 is the highest, above a list.
n=0
while read -r note; do
    n=$((n + 1))
    printf '%s\n%s\n%s\n' "\"$note\",,,,,,,,,," \
        情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性 \
        "名簿$n,営業部$n,書類,3,2,1,2,3" >"$(printf '%02d.csv' $n)"
done <<'NOTES'
1が最も高い
※1が最も高い、3が最も低い
１＝高、２＝中、３＝低
数字が小さいほど重要
※ 数値が小さい方がリスクが高いものとします
評価値は 3 が最低です
1：極秘 2：社外秘 3：公開
1点が一番重い
値が大きいほど影響は小さい
1 is the highest
1: high, 2: medium, 3: low
機密性などの評価値：1（高い）～3（低い）
1の方が重要度が高い
NOTES
