# Each word of such a note once.
n=0
while read -r note; do
    n=$((n + 1))
    printf '%s\n%s\n%s\n' "\"$note\",,,,,,,,,," \
        情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性 \
        "名簿$n,営業部$n,書類,3,2,1,2,3" >"$(printf '%02d.csv' $n)"
done <<'NOTES'
1をもっとも高いとします
1のほうが重い
1がいちばん重要
1=最高
1:最重要
1(最も厳しい)
0が一番大きい
1が深刻
1が危険
1 is severe
1 is the worst
1 = most critical
1 is important
2が最低
3が軽い
3が最小
3 is low
3 is the least
番号が若いほど大きい影響
レベルが低いほど深刻
点が小さい程危険
値が小さいほうが厳しい
a number that is lower is worse
score: smaller is more severe
数字が大きい程軽い
値が大きい方が低い
点が大きいほうが小さい影響
レベルが高いほど重要でない
数字が大きいほど重要ではない
number: larger is less important
score: higher is low
厳秘=1 公開=3
1.致命的 3.影響なし
1:甚大 3:影響は小さい
1-非常に高い 3-非常に低い
1:極めて高い 3:極めて低い
重大:1 軽微:2
1:最重要 3:低い
最も高い=0 最も低い=2
11が最も高く、1が最も高い
NOTES
