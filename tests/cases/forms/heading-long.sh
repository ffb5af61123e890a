# Headings of 70,000 bytes each, fifty-two of them: shortened in the message, and no
# reason to end the run.
long() { printf ','; head -c 70000 /dev/zero | tr '\0' "$1"; }
{
    printf '業務分類,情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性'
    for letter in a b c d e f g h i j k l m n o p q r s t u v w x y z \
        A B C D E F G H I J K L M N O P Q R S T U V W X Y Z; do
        long $letter
    done
    printf '\n営業,顧客名簿,営業部,書類,3,2,1,3,2\n'
} >heading-long.csv
