/** What is wrong with a file that is imported, or with its rows and columns. */
export const importing: Record<string, string> = {
  "The column '{0}' holds {1} and {2} times {3}.": '欄位「{0}」多是§1，卻有 {2} 次是 {3}。',
  'If that means missing, write missing: [{0}] below data: in rondo.yaml; if it is a value, write types: { {1}: text }.':
    '若那表示缺值，請在 rondo.yaml 的 data: 之下寫 missing: [{0}]；若那是值，請寫 types: { {1}: text }。',
  '{0} has {1} columns in its first row and data.columns names {2}.': '{0} 的第一列有 {1} 個欄位，而 data.columns 寫了 {2} 個。',
  'Correct columns:, or delimiter:, in rondo.yaml.': '請改正 rondo.yaml 的 columns: 或 delimiter:。',
  '{0} is no text: there are NUL bytes in it.': '{0} 不是文字檔：裡面有 NUL 位元組。',
  'Name a file of CSV, TSV, JSON lines or Parquet; if it is text all the same, say its encoding: below data: in rondo.yaml (--encoding on the command line).':
    '請指名 CSV、TSV、JSON lines 或 Parquet 檔；若它確實是文字，請在 rondo.yaml 的 data: 之下用 encoding: 寫明編碼（命令列用 --encoding）。',
  'That text reads {0}. Most likely it is the first: write encoding: {1} below data: in rondo.yaml (--encoding on the command line), or the right one, or save the file as UTF-8.':
    '那段文字可讀成：{0}。最可能是第一種：請在 rondo.yaml 的 data: 之下寫 encoding: {1}（命令列用 --encoding），或寫正確的編碼，或把檔案另存為 UTF-8。',
  'Save it as UTF-8.': '請另存為 UTF-8。',
  '{0} is not UTF-8, and nothing in it says what it is.': '{0} 不是 UTF-8，也看不出是什麼編碼。',
  '{0} {1}: its gzip content does not end as it should.': '{0} §1：gzip 內容沒有正常結尾。',
  'Copy or download the file again.': '請重新複製或下載這個檔案。',
  "Correct the file's first line, or name the columns yourself: header: first and columns: [a, b, …].":
    '請改正檔案的第一行，或自己命名欄位：header: first 加 columns: [a, b, …]。',
  'Column {0} has no name.': '第 {0} 個欄位沒有名稱。',
  'The name of column {0} holds control characters.': '第 {0} 個欄位的名稱含有控制字元。',
  "Column {0} is called '{1}', a name that Rondo uses itself.": '第 {0} 個欄位叫「{1}」，那是 Rondo 自己使用的名稱。',
  "Columns {0} and {1} are both called '{2}' (case does not count).": '第 {0} 與第 {1} 個欄位都叫「{2}」（不分大小寫）。',
  'The record that begins in line {0} is longer than {1} million characters.': '從第 {0} 行開始的那一筆超過 {1} 百萬個字元。',
  'Most likely a quote is not closed there: correct the line, or write another quote: in rondo.yaml.':
    '很可能是那裡的引號沒有關上：請改正那一行，或在 rondo.yaml 的 quote: 寫別的字元。',
  '{0} is a folder, and one file is read here.': '{0} 是資料夾，而這裡要讀一個檔案。',
  'Name a file in it.': '請指名裡面的一個檔案。',
  "The column '{0}' is {1}: {2}.": '欄位「{0}」是§1：§2。',
  'The test file has no rows.': '測試檔沒有任何一列。',
  'The source has no rows.': '來源沒有任何一列。',
  'The source has no rows in the sample.': '來源的抽樣裡沒有任何一列。',
  '{0} has no rows.': '{0} 沒有任何一列。',
  '{0} has no rows in the sample.': '{0} 的抽樣裡沒有任何一列。',
  '{0} has no rows{1}.': '{0} §1沒有任何一列。',
  'Name a file with rows below its column names.': '請指名欄位名稱下面有資料列的檔案。',
  '{0} is one JSON array of more than 512 MiB.': '{0} 是一個超過 512 MiB 的 JSON 陣列。',
  'Write it as JSON lines: one object a line.': '請寫成 JSON lines：一行一個物件。',
  '{0} is not valid JSON.': '{0} 不是有效的 JSON。',
  'Write one JSON object a line, or one array of objects.': '請一行寫一個 JSON 物件，或整份寫成物件的陣列。',
  '{0} holds no JSON object.': '{0} 裡沒有 JSON 物件。',
  'Write one JSON object a line.': '請一行寫一個 JSON 物件。',
  "The column '{0}' holds a list or an object.": '欄位「{0}」裡有清單或物件。',
  'Write its parts as columns of their own: a table has one plain value in each cell.':
    '請把它的各部分寫成獨立的欄位：資料表的每一格只有一個單純的值。',
  'Write its parts as columns of their own, or leave it out of the file: a table has one plain value in each cell.':
    '請把它的各部分寫成獨立的欄位，或從檔案拿掉：資料表的每一格只有一個單純的值。',
  "The column '{0}' holds numbers with a {1}, such as '{2}'.": '欄位「{0}」的數字帶有§1，例如「{2}」。',
  '{0} If they are texts, write types: { {1}: text }.': '§0若它們是文字，請寫 types: { {1}: text }。',
  "The column '{0}' holds dates such as '{1}'.": '欄位「{0}」裡有像「{1}」的日期。',
  'Write {0} below data: in rondo.yaml (--dates {1} on the command line); if they are texts, write types: { {2}: text }.':
    '請在 rondo.yaml 的 data: 之下寫 §0（命令列用 --dates {1}）；若它們是文字，請寫 types: { {2}: text }。',
  'decimal: "," says that a comma is the decimal mark, and a point stands before three digits only: leave decimal: out if it is a point in this file, or correct the source.':
    'decimal: "," 表示小數點是逗號，而句點只能放在三位數之前：若這個檔案的小數點是句點，請拿掉 decimal:，否則請改正來源。',
  'The comma separates thousands: take it out of the source.': '逗號是千分位：請從來源拿掉。',
  'If the comma separates thousands, take it out of the source. If it is the decimal mark, and \'{0}\' is {1}, write decimal: "," below data: in rondo.yaml (--decimal , on the command line).':
    '若逗號是千分位，請從來源拿掉；若它是小數點、「{0}」就是 {1}，請在 rondo.yaml 的 data: 之下寫 decimal: ","（命令列用 --decimal ,）。',
  'Write decimal: "," below data: in rondo.yaml (--decimal , on the command line).':
    '請在 rondo.yaml 的 data: 之下寫 decimal: ","（命令列用 --decimal ,）。',
  'Convert the column before.': '請先轉換這個欄位。',
  "The column '{0}' holds whole numbers where texts are asked for: they are read as their digits.":
    '欄位「{0}」是整數，而這裡要文字：會照它們的數字讀成文字。',
  "The column '{0}' is a {1}, and a {2} is asked for.": '欄位「{0}」的型別是 {1}，而這裡要 {2}。',
  "The column '{0}' has the type {1}, which holds no plain values.": '欄位「{0}」的型別是 {1}，裡面不是單純的值。',
  'The disk has no room for the temporary files of an import: {0}': '磁碟沒有空間放匯入的暫存檔：{0}',
  'Free some space where the workspace is, then run it again.': '請在工作區所在的磁碟騰出空間，再執行一次。',
  '{0} is not a whole Parquet file.': '{0} 不是完整的 Parquet 檔。',
  '{0} cannot be read: {1}': '{0} 無法讀取：{1}',
  'Write the file again; it may have been cut off.': '請重新寫出這個檔案；它可能被截斷了。',
  "{0} of {1} rows cannot be read and are set aside in the output 'rejected'; the first: {2}:{3}: {4}":
    "{1} 列中有 {0} 列讀不懂，已擱置在輸出 'rejected'；第一列在 {2}:{3}：§4",
  'The row is bad: {0}: {1}': '這一列有問題：§0：{1}',
  'The row cannot be read: {0}.': '這一列讀不懂：§0。',
  'The row is not readable: {0}.': '這一列讀不懂：§0。',
  '{0} {1}, compared with the first file.': '與第一個檔案相比，{0} §1。',
  'Give all files the same columns; their order does not matter.': '請讓所有檔案的欄位相同；順序不拘。',
  '{0} is {1}, not a table that can be read.': '{0} 是§1，不是讀得懂的資料表。',
  'Save it as CSV, TSV, Parquet or JSON lines and name that file in source:.':
    '請另存為 CSV、TSV、Parquet 或 JSON lines，並在 source: 指名那個檔案。',
  '{0} is {1} and {2} is {3}.': '{0} 是 §1，而 {2} 是 §3。',
  'Give all files of a source the same format.': '同一個來源的檔案請用同一種格式。',
  'Close the quote, or double a quote that is part of the text; if the file has no quotes at all, name a character that it does not hold as its quote.':
    '請關上引號；屬於文字的引號要寫兩次；若檔案根本不用引號，請把檔案裡沒有的字元指定為引號。',
  'Close the quote, or double a quote that is part of the text; if the file has no quotes at all, write quote: with a character that it does not hold.':
    '請關上引號；屬於文字的引號要寫兩次；若檔案根本不用引號，請在 quote: 寫一個檔案裡沒有的字元。',
  '{0} has no line with column names, so they are called column1, column2, …; name them with columns:, or write header: first if the first line does name them.':
    '{0} 沒有欄位名稱那一行，所以欄位叫 column1、column2、…；請用 columns: 命名；若第一行其實是名稱，請寫 header: first。',
  'data.time is a {0} and not a time: {1}': 'data.time 是§0而不是時間：{1}',
  'Columns that are times: {0}. Write one, or for example {1} + 8 hours.': '是時間的欄位：{0}。請寫其中一個，或例如 {1} + 8 hours。',
  'No column is a time: dates are read when they are written as 2011-01-31 or 2011-01-31 08:00:00. {0}':
    '沒有欄位是時間：日期要寫成 2011-01-31 或 2011-01-31 08:00:00 才讀得懂。§0',
  'No column is a time: dates are read when they are written as 2011-01-31 or 2011-01-31 08:00:00.':
    '沒有欄位是時間：日期要寫成 2011-01-31 或 2011-01-31 08:00:00 才讀得懂。',
  "See what '{0}' holds.": '請看「{0}」裡是什麼。',
  '{0} names no columns.': '{0} 沒有列出欄位。',
  'Write columns: and below it a line for each, such as age: { type: number }.':
    '請寫 columns:，並在下面每個欄位寫一行，例如 age: { type: number }。',
  "The column '{0}' is no mapping.": '欄位「{0}」不是鍵值對。',
  'Write {0}: { type: number }.': '請寫 {0}: { type: number }。',
  "The column '{0}' has no type.": '欄位「{0}」沒有型別。',
  'Write {0}: { type: number }; the types are number, text, boolean and timestamp.':
    '請寫 {0}: { type: number }；型別有 number、text、boolean 與 timestamp。',
  "The column '{0}' is no number and has a range.": '欄位「{0}」不是數字，卻有範圍。',
  'Remove minimum and maximum.': '請刪掉 minimum 與 maximum。',
  "The column '{0}' has the type {1}, which a table of a pipeline does not have.": '欄位「{0}」的型別是 {1}，而流程的資料表沒有這種型別。',
  'Tables hold DOUBLE, VARCHAR, BOOLEAN and TIMESTAMP; convert the column, or pass the file through data/import.':
    '資料表只有 DOUBLE、VARCHAR、BOOLEAN 與 TIMESTAMP；請轉換這個欄位，或讓檔案先經過 data/import。',
}
