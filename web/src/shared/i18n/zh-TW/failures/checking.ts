/** What splitting and validating find wrong with a table. */
export const checking: Record<string, string> = {
  "The target '{0}' has {1} different values, too many classes to stratify by.": '目標「{0}」有 {1} 種值，類別太多，不能分層切分。',
  'Correct task: below charter:, or split by: random.': '請改正 charter: 之下的 task:，或切分改用 by: random。',
  "None of the {0} rows has a value of the target '{1}', so there is nothing to learn.": '{0} 列都沒有目標「{1}」的值，沒有東西可學。',
  'Name another column in charter.target, or correct the data; texts in data.missing count as missing.':
    '請在 charter.target 指名別的欄位，或改正資料；data.missing 裡的文字算缺值。',
  "None of the rows of the test file (data.test) has a value of the target '{0}'.": '測試檔（data.test）沒有任何一列有目標「{0}」的值。',
  'Give the test file its truths, or cut a test part: remove data.test.': '請補上測試檔的真實值；或拿掉 data.test，改從資料切出測試集。',
  'The {0} rows have {1} only, and rows of one time stay together: that makes no {2} parts.':
    '{0} 列只有§1，而同一時間的列要放在一起：切不成 {2} 份。',
  'Below data:, let time: say more exactly when a row happened, or write split: { by: random }.':
    '請在 data: 之下讓 time: 更精確地說明每列何時發生，或寫 split: { by: random }。',
  "The target '{0}' has {1} different values in {2} rows: most classes have a single row, which leaves none for testing.":
    '目標「{0}」在 {2} 列中有 {1} 種值：多數類別只有一列，沒有剩下的可供測試。',
  'Name another column in charter.target, or another charter.task; regression predicts numbers.':
    '請在 charter.target 指名別的欄位，或改 charter.task；預測數字用 regression。',
  "The {0} rows have {1} different values of '{2}', and rows of one group stay together: that makes no {3} parts of the shares asked for.":
    '{0} 列的「{2}」有 {1} 種值，而同一組的列要放在一起：切不出要求比例的 {3} 份。',
  'Name a column of more values in data.split.by, or write split: { by: random }.':
    '請在 data.split.by 指名值較多的欄位，或寫 split: { by: random }。',
  '{0} rows of the test part have a key ({1}) that is also in the training part.': '測試集有 {0} 列的鍵（{1}）也出現在訓練集。',
  '{0} rows of the test part ({1}%) are in the training part too, equal in every column.':
    '測試集有 {0} 列（{1}%）也在訓練集裡，每個欄位都相同。',
  'The {0} part has no row of the class {1}.': '§0集沒有類別 {1} 的列。',
  'The table cannot be split by time: its rows have none.': '資料表不能依時間切分：它的列沒有時間。',
  'Below data:, say when a row happened, such as time: date, or split by: random.':
    '請在 data: 之下寫明每列何時發生，例如 time: date；或切分改用 by: random。',
  'The table cannot be stratified: the charter names no target.': '資料表不能分層切分：專案章程沒有指名目標。',
  'Write target: below charter:, or split by: random.': '請在 charter: 之下寫 target:，或切分改用 by: random。',
  "{0} rows have no '{1}' and are in no part.": '有 {0} 列沒有「{1}」，不放進任何一份。',
  'The traffic of a split is a table of labelled traffic, and this one has no truth or no parts.':
    '切分的流量要是已知真實值的流量表，而這張表沒有真實值或沒有分份。',
  'Give it a data set that a retraining made: rondo data versions.': '請給它再訓練做出的資料集：rondo data versions。',
  "{0} rows of the traffic have a truth that is no '{1}' and are in no part.": '流量中有 {0} 列的真實值不能當作「{1}」，不放進任何一份。',
  'No row of the traffic is left to judge by: {0} of them are in the source already.':
    '流量中沒有剩下可供評判的列：有 {0} 列已經在來源裡。',
  'Wait for the truths of requests that the source does not have, or leave those rows out of data.source.':
    '請等來源裡沒有的請求也得知真實值，或把那些列從 data.source 拿掉。',
  '{0} rows of the traffic are in the source already.': '流量中有 {0} 列已經在來源裡。',
  'Bring more rows: training needs at least {0}.': '請增加資料：訓練至少需要 {0} 列。',
  'Bring more rows: training needs at least {0}, or leave more of them to it: data.split.':
    '請增加資料：訓練至少需要 {0} 列；或用 data.split 多留一些給訓練。',
  "The slice '{0}' is a column of times.": '切片「{0}」是時間欄位。',
  "The slice '{0}' cannot be found: {1}": '切片「{0}」找不到：§1',
  "The slice '{0}' is neither true nor false.": '切片「{0}」的結果不是 true 或 false。',
  "The slice column '{0}' holds times.": '切片欄位「{0}」是時間。',
  'Write a condition, such as hour({0}) < 12.': '請寫條件，例如 hour({0}) < 12。',
  'Write a condition, such as workingday = 0.': '請寫條件，例如 workingday = 0。',
  "Write a column's name, or a condition such as workingday = 0.": '請寫欄位名稱，或條件，例如 workingday = 0。',
  "The measure '{0}' compares groups of '{1}', which holds times.": '指標「{0}」要比較「{1}」的各組，而它是時間。',
  'Name a column of few values.': '請指名值不多的欄位。',
  "The measure '{0}' is taken in production, where the model is not given '{1}': it is {2}.":
    '指標「{0}」在正式環境量測，而那裡不會把「{1}」給模型：它是§2。',
  'Name a column that the model reads.': '請指名模型會讀的欄位。',
  "The column '{0}' {1}.": '欄位「{0}」§1。',
  'Below data:, write key: [{0}] if it names the row, or drop: [{1}], or accept: { {2}: "why a model may use it" }.':
    '請在 data: 之下寫：若它是列的名稱，寫 key: [{0}]；或 drop: [{1}]；或 accept: { {2}: "why a model may use it" }（說明模型為何可以用它）。',
  'Below data:, write drop: [{0}] (or lag it), or accept: { {1}: "why a model may use it" }, or correct known-at.':
    '請在 data: 之下寫 drop: [{0}]（或改用較早的值），或 accept: { {1}: "why a model may use it" }（說明模型為何可以用它），或改正 known-at。',
  'Below data:, write drop: [{0}], or accept: { {1}: "why it is known beforehand" }, or known-at: { {2}: {3} } if it is known by then.':
    '請在 data: 之下寫 drop: [{0}]；或 accept: { {1}: "why it is known beforehand" }（說明為何事先就知道）；若屆時已經知道，寫 known-at: { {2}: {3} }。',
  "{0} is '{1}': together the columns {2} are the answer.": '{0} 就是「{1}」：欄位 {2} 合起來就是答案。',
  "'{0}' is a weighted sum of {1}: least squares leaves less than {2}% of its variance.":
    '「{0}」是 {1} 的加權和：最小平方法剩下的變異不到 {2}%。',
  "The column '{0}' of {1} is not in the table.": '{1} 裡的欄位「{0}」不在資料表裡。',
  'Bring it back, or remove its line from {0}.': '請把它放回來，或從 {0} 刪掉那一行。',
  "Is it called '{0}' now? Rename it in the source, or in {1}.": '它現在叫「{0}」嗎？請在來源或 {1} 裡改名。',
  "The table has a column '{0}' that {1} does not know.": '資料表有 {1} 不認得的欄位「{0}」。',
  'Add it there ({0}: { type: {1}{2} }), or take it out of the source.': '請加進去（{0}: { type: {1}{2} }），或從來源拿掉。',
  "Fill them in, or write nullable: true for '{0}' in {1}.": '請補上，或在 {1} 為「{0}」寫 nullable: true。',
  'Correct the rows, or the minimum in {0}.': '請改正那些列，或 {0} 裡的 minimum。',
  'Correct the rows, or the maximum in {0}.': '請改正那些列，或 {0} 裡的 maximum。',
  "Correct them, or add them to the domain of '{0}' in {1}.": '請改正，或把它們加進 {1} 裡「{0}」的 domain。',
  "The column '{0}' {1} ({2}).": '欄位「{0}」§1（{2}）。',
  '{0}: {1} rows share theirs ({2}).': '§0：有 {1} 列的值相同（{2}）。',
  'Remove the repeated rows, or name other columns.': '請移除重複的列，或指名別的欄位。',
  "The column '{0}' is {1} and was {2}.{3}": '欄位「{0}」現在是§1，先前是§2。§3',
  'Some of its values: {0}.': '其中一些值：{0}。',
  'Correct the source, force the type with types: { {0}: {1} }, or change it in {2}.':
    '請改正來源，或用 types: { {0}: {1} } 指定型別，或在 {2} 裡修改。',
  "The check '{0}' is a {1} and not true or false.": '檢查「{0}」的結果是§1，不是 true 或 false。',
  'Write a comparison, such as hum between 0 and 1.': '請寫比較，例如 hum between 0 and 1。',
  'The check does not hold: {0}': '檢查不成立：{0}',
  'Correct the data, or the check.': '請改正資料，或改檢查。',
  'The check does not hold in {0} of {1} rows: {2} ({3}).': '{1} 列中有 {0} 列不符合檢查：{2}（{3}）。',
  'Correct the rows, or the check.': '請改正那些列，或改檢查。',
}
