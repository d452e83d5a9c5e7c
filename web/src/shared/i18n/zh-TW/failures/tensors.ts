/** What the addresses that take tensors (/v2) refuse. */
export const tensors: Record<string, string> = {
  'Compare the request with GET /v2/models/NAME.': '請與 GET /v2/models/NAME 的回應對照。',
  'The body is no JSON object.': '要求的內容不是 JSON 物件。',
  'A text in the body is no valid Unicode, or a value is of another kind than its name says.':
    '內容裡有文字不是有效的 Unicode，或有值與名稱所說的種類不同。',
  'The request has no inputs, or no rows.': '這個要求沒有輸入，或沒有任何一列。',
  "The model has no output '{0}': it has {1}.": '模型沒有輸出「{0}」：它的輸出是 {1}。',
  "'{0}' is no array.": '「{0}」不是陣列。',
  'An output is no object.': '有一項輸出不是物件。',
  'An input is no object.': '有一項輸入不是物件。',
  'The binary tensor extension is not in this version.': '這個版本沒有二進位張量擴充。',
  'Send the data as JSON.': '請以 JSON 送資料。',
  "The input '{0}' is of datatype '{1}', and it takes {2}.": '輸入「{0}」的 datatype 是「{1}」，而它要 {2}。',
  "The input '{0}' needs a shape [rows] or [rows, 1] and data as an array.":
    '輸入「{0}」的 shape 要是 [rows] 或 [rows, 1]，data 要是陣列。',
  "The input '{0}' has {1} rows where others have {2}, or is given twice.": '輸入「{0}」有 {1} 列，其他的有 {2} 列；或它給了兩次。',
  "The input '{0}' does not have as many data as its shape says ({1}).": '輸入「{0}」的資料個數與 shape 寫的（{1}）不同。',
  'Captures cannot be written: {0}': '收集的預測無法寫入：{0}',
}
