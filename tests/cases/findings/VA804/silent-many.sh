# 20,000 threats, each with a text of its own, and as many statements: the time
# for them must not grow with their square.
{
    printf '@sheet 情報資産管理台帳\n情報資産名称\t媒体・保存先\t機密性\t完全性\t可用性\t脅威の発生頻度\t脆弱性\n'
    printf '議事録\t書類\t2\t1\t1\t2\t2\n'
    printf '@sheet 脅威の状況\n媒体・保存先\tNo\t想定される脅威\t脅威の発生頻度\t対策状況\n'
    seq 20000 | sed 's/.*/書類\t&\t脅威&\t2:ときどき&\t2/'
    printf '@sheet 重要度定義\n'
    seq 20000 | sed 's/.*/評価が「3」のとき\t1/'
} >../many.book
"$MKBOOK" ../many.book 台帳.xlsx
