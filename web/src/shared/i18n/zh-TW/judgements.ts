/** How the server's sentences on requirements, gates and steps are said in Chinese. They are composed of parts, and so are these. */

/** A form of an English sentence: `$1` stands for a part as it is, `§1` for a part that is a sentence itself. */
export type Phrase = [form: RegExp, said: string | ((parts: string[]) => string)]

const splits: Record<string, string> = { test: '測試集', validation: '驗證集', train: '訓練集', production: '正式環境' }
const rules: Record<string, string> = { 'at most': '不超過', below: '低於', 'at least': '至少', above: '高於', exactly: '等於' }

const interval = (text: string | undefined) => (text ? text.replace(/^ ?\((.+) to (.+)\)$/, '（$1 至 $2）') : '')

function subject(text: string): string {
  const m = /^(\S+)(?: on (test|validation|train|production))?(?: (?:on )?slice\((.+)\))?$/.exec(text)
  if (!m) return text
  const [, measure, split, slice] = m
  return `${split ? `${splits[split] ?? split}的` : ''}${slice ? `「${slice}」切片的` : ''} ${measure} `.trimStart()
}

const value = String.raw`(\S+(?: (?:us|ms|s|min|h|B|KB|MB|GB|TB))?)( \(\S+(?: \w+)? to \S+(?: \w+)?\))?`

export const judgements: Phrase[] = [
  [
    new RegExp(
      String.raw`^(\S+(?: on [a-z]+)?(?: (?:on )?slice\(.+?\))?) is ${value}(?:, the difference to the bound is ${value})?` +
        String.raw`(?:, (at most|below|at least|above|exactly) (.+?) as required\.|; it has to be (at most|below|at least|above|exactly) (.+?)(, and the 95 % interval[^.]*)?\.)(?=$| )`,
    ),
    ([, what = '', is = '', range, away, awayRange, kept, keptBound, missed, missedBound, unsure]) =>
      `${subject(what)}是 ${is}${interval(range)}，` +
      (away ? `與門檻相差 ${away}${interval(awayRange)}，` : '') +
      (kept
        ? `符合「${rules[kept]} ${keptBound}」的要求。`
        : `要求是${rules[missed ?? ''] ?? ''} ${missedBound ?? ''}${unsure ? '，而 95 % 信賴區間跨過門檻，無法確定。' : '，沒有達到。'}`),
  ],
  [
    /^(.+) of the baseline is never measured on production: only a level that the charter states, such as baseline: \{ human: … \}, can be compared with there\.$/,
    '上線後不會量測基準的 $1：只有專案章程寫明的水準（例如 baseline: { human: … }）可以比較。',
  ],
  [
    /^There is no champion to compare (.+) with on production: what is in use there is measured itself\.$/,
    '上線後沒有現役版本可以比較 $1：上線中的版本就是被量測的版本。',
  ],
  [/^There is no champion yet to compare (\S+) with\.$/, '還沒有現役版本可以比較 $1。'],
  [
    /^(.+) of the (baseline|champion) has not been measured yet\.$/,
    ([, what = '', who]) => `還沒有量測${who === 'baseline' ? '基準' : '現役版本'}的 ${subject(what)}。`,
  ],
  [/^(.+) has not been measured(?: yet)?\.$/, ([, what = '']) => `還沒有量測${subject(what)}。`],
  [/^The gate of (\S+) says (?:FAIL|fail)(?:: |\.$)(.*)$/i, '$1 未通過把關。§2'],
  [/^Retraining ([0-9a-f]{12}): (.+)$/, '再訓練 $1：§2'],
  [/^(\S+@\d+) answers in place of (\S+@\d+)\.$/, '$1 已取代 $2 上線。'],
  [/^Training gave (\S+) again, which is in use\.$/, '訓練結果仍是使用中的 $1。'],
  [/^There are (\d+) labelled predictions, and a retraining needs (\d+)\./, '已知真實值的預測只有 $1 筆，再訓練需要 $2 筆。'],
  [
    /^Only (\d+) labelled predictions are newer than what the version in use has learned from, and a comparison needs (\d+)\./,
    '比現役版本學過的資料更新、且已知真實值的預測只有 $1 筆，比較需要 $2 筆。',
  ],
  [
    /^(\d+) labelled predictions repeat earlier ones, equal in every input and the truth, and count once\.$/,
    '有 $1 筆預測與先前的重複（輸入與真實值都相同），只計一次。',
  ],
  [
    /^Only (\d+) of the (\d+) labelled predictions differ, too few to tell what was asked twice from what looks alike: rows that judge may have been learned\.$/,
    '$2 筆已知真實值的預測中只有 $1 筆內容不同，無法分辨是重複詢問還是剛好相同：用來評斷的資料可能已經學過。',
  ],
  [
    /^(\d+) of (\d+) files of captured predictions are not there, and their predictions are left out\.$/,
    '$2 個預測紀錄檔中有 $1 個不見了，其中的預測沒有計入。',
  ],
  [/^(\d+) rows of the traffic are in the source already\.$/, '流量中有 $1 列已經在資料來源裡。'],
  [
    /^(\d+) rows of the traffic have a truth that is no '(.+)' and are in no part\.$/,
    '流量中有 $1 列的真實值不是「$2」，沒有放進任何一份。',
  ],
  [
    /^(\d+) rows of the test part \(([\d.]+)%\) are in the training part too, equal in every column but times and keys: a model may know their answers by heart\.$/,
    '測試資料中有 $1 列（$2%）也在訓練資料裡（除了時間與鍵之外完全相同）：模型可能只是背下答案。',
  ],
  [/^(\d+) rows have no '(.+)' and are in no part\.$/, '有 $1 列沒有「$2」，沒有放進任何一份。'],
  [
    /^(\d+) predictions were answered and not captured, so that nothing watches them or learns from them: (.+)$/,
    '有 $1 筆預測已回覆但沒有收錄，因此無法監控，也無法用來學習：§2',
  ],
  [/^they came faster than they can be written\.$/, '預測來得比寫入的速度快。'],
  [/^Predictions are captured again\.$/, '預測已恢復收錄。'],
  [/^(\d+) new truths have arrived\.$/, '已收到 $1 筆新的真實值。'],
  [/^(\S+) asked for it\.$/, '由 $1 提出。'],
  [/^Rolled back by the guard: (.+)$/, '由自動防護退回：§1'],
  [/^95 % by the percentile bootstrap, (\d+) resamples of (\d+) stretches of time$/, '95 % 百分位自助法，重抽 $1 次，每次 $2 段時間'],
  [/^95 % by the percentile bootstrap, (\d+) resamples(.*)$/, '95 % 百分位自助法，重抽 $1 次$2'],
  [/^Approved by (.+?): (.*)$/, '$1 核准：$2'],
  [/^nothing changed$/, '沒有變動'],
  [/^looking at row ([\d,]+)$/, '正在看第 $1 列'],
  [/^row ([\d,]+)$/, '第 $1 列'],
  [/^writing ([\d,]+) rows$/, '正在寫入 $1 列'],
  [/^measuring on the test part$/, '正在量測測試集'],
  [/^packing the bundle$/, '正在打包模型'],
  [/^reading$/, '正在讀取'],
  [/^comparing the graph with training$/, '正在比對計算圖與訓練結果'],
  [
    /^candidate (\d+) of (\d+) \((.+)\): round (\d+) of at most (\d+), best (\d+)$/,
    '候選 $1／$2（$3）：第 $4 輪，最多 $5 輪，目前最佳第 $6 輪',
  ],
  [/^candidate (\d+) of (\d+) \((.+)\): ([\d,]+) rows, ([\d,]+) features$/, '候選 $1／$2（$3）：$4 列、$5 個特徵'],
  [/^'(.+)' was skipped$/, '「$1」略過了'],
  [/^'(.+)' was stopped$/, '「$1」被停止了'],
  [/^'(.+)' failed$/, '「$1」失敗了'],
  [/^never ran$/, '從未執行過'],
  [/^there is no result of its last run$/, '上次執行沒有留下結果'],
  [/^forced \(--force\)$/, '指定要重跑'],
  [/^forced \(--from (\S+)\)$/, '指定從「$1」開始重跑'],
  [/^cached object (\S+) \(output (\S+)\) is gone$/, '保存的輸出 $2（$1）不見了'],
  [/^component (\S+) has version (\S+) now, it was (\S+)$/, '元件 $1 現在是版本 $2，先前是 $3'],
  [/^component (.+) → (.+)$/, '元件由 $1 換成 $2'],
  [/^output (\S+) (changed|is new|is gone)$/, ([, port, how]) => `輸出 ${port} ${changed(how)}`],
  [/^input (\S+) is given as (.+), it was (.+)$/, '輸入 $1 現在以 $2 給，先前是 $3'],
  [/^the conversion of tables changed$/, '資料表的轉換方式變了'],
  [/^the format of cache keys changed$/, '快取鍵的格式變了'],
  [/^input (\S+) from '(.+)' (changed|is new|is gone)$/, ([, port, step, how]) => `來自「${step}」的輸入 ${port} ${changed(how)}`],
  [/^input (\S+) \((.+)\) (changed|is new|is gone)$/, ([, port, from, how]) => `輸入 ${port}（${from}）${changed(how)}`],
  [/^param (\S+) .+ \(its value changed\)$/, '參數 $1 的值變了'],
  [/^param (\S+) (.+) → (.+)$/, '參數 $1 由 $2 改為 $3'],
  [/^code file (.+) (changed|is new|is gone)$/, ([, file, how]) => `程式檔 ${file} ${changed(how)}`],
  [/^its command changed$/, '指令變了'],
  [/^its environment \(env\) changed$/, '環境變數變了'],
  [/^engine (\S+) (.+) → (.+)$/, '引擎 $1 由 $2 換成 $3'],
  [/^it reads the output of '(.+)', which runs$/, '它要讀「$1」的輸出，而那一步會跑'],
  [/^its output was lost or damaged in the store$/, '保存的輸出遺失或損壞'],
  [/^another step or run with the same key did it$/, '相同內容已由另一次執行完成'],
]

const changed = (how: string | undefined) => (how === 'is new' ? '是新的' : how === 'is gone' ? '不見了' : '變了')
