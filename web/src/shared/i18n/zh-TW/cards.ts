import type { Phrase } from './judgements'

/** The fixed words of a model card, which is written once, in English. */
export const cards: Phrase[] = [
  [/^What it is for$/, '用途'],
  [/^How well it does$/, '表現如何'],
  [/^By slice$/, '各切片的表現'],
  [/^How it was made$/, '怎麼做出來的'],
  [/^Limits$/, '限制'],
  [/^Requirements:$/, '需求：'],
  [/^Problem: (.+)$/, '問題：$1'],
  [/^Objective: (.+)$/, '目標：$1'],
  [/^It predicts: (.+) \((\w+)\)$/, ([, what = '', task = '']) => `預測：${what}（${tasks[task] ?? task}）`],
  [/^One prediction is about: (.+)$/, '一筆預測談的是：$1'],
  [/^Use: (.+)$/, '使用方式：$1'],
  [/^Risk: (\w+)$/, ([, risk = '']) => `風險：${levels[risk] ?? risk}`],
  [/^Sensitivity: (\w+)$/, ([, kind = '']) => `敏感程度：${kinds[kind] ?? kind}`],
  [/^Owner: (.+)$/, '擁有者：$1'],
  [
    /^On the (\w+) part, (\d+) rows\. Intervals: (.+?)\.(?: Baseline: (.+)\.)?$/,
    ([, split = '', rows, intervals = '', baseline]) =>
      `在${parts[split] ?? ` ${split} `}上量測，共 ${rows} 列。信賴區間：${method(intervals)}。` +
      (baseline ? `基準：${way(baseline)}。` : ''),
  ],
  [
    /^seasonal-naive \(same time one (\w+) before\)$/,
    ([, period = '']) => `seasonal-naive（前一${periods[period] ?? ` ${period} `}的同一時間）`,
  ],
  [/^xgboost,? absolute error$/, 'xgboost（絕對誤差）'],
  [/^xgboost,? logarithm of the target$/, 'xgboost（取目標的對數）'],
  [/^measure$/, '指標'],
  [/^model$/, '模型'],
  [/^baseline$/, '基準'],
  [/^slice$/, '切片'],
  [/^rows$/, '列數'],
  [/^input$/, '輸入欄位'],
  [/^type$/, '型別'],
  [/^range or values$/, '範圍或值'],
  [/^number$/, '數字'],
  [/^text$/, '文字'],
  [/^boolean$/, '是或否'],
  [/^timestamp$/, '時間'],
  [/^(\d+) \(too few to judge\)$/, '$1（太少，無法評判）'],
  [
    /^(.+?), (\d+) rounds, seed (\d+); chosen by (\S*) on (\d+) validation rows; learned from (\d+) rows\.$/,
    '§1，$2 輪，隨機種子 $3；以驗證集 $5 列的 $4 挑選；從 $6 列學習。',
  ],
  [/^(\w+), logarithm of the target$/, '$1（取目標的對數）'],
  [/^The graph was compared with training on (\d+) rows: largest difference (\S+)\.$/, '計算圖與訓練結果在 $1 列上比對過：最大差異 $2。'],
  [/^What it looks at most: (.+)\.$/, '最看重的欄位：$1。'],
  [/^Outside the ranges above it has seen nothing\.$/, '超出上述範圍的資料，它從未見過。'],
  [/^A text it never met counts as unknown, not as an error\.$/, '沒見過的文字會當作未知，不算錯誤。'],
  [/^Not used: (.+) \(one value only in the training part\)\.$/, '未使用：$1（在訓練集裡只有一個值）。'],
  [/^Not used: (.+) \(text that hardly ever repeats\)\.$/, '未使用：$1（幾乎不重複的文字）。'],
  [/^Not used: (.+) \((.+)\)\.$/, '未使用：$1（$2）。'],
  [
    /^The target '(.+)' has one value only in the training part: the model says that value\.$/,
    '目標「$1」在訓練集裡只有一個值：模型就回答那個值。',
  ],
  [
    /^No column says anything about the target: all of them have one value or hardly ever repeat\.$/,
    '沒有欄位能說明目標：它們不是只有一個值，就是幾乎不重複。',
  ],
  [
    /^The baseline is the mean, which errs by (\S+) on validation; the value one (\w+) before errs by (\S+) only\. Write charter\.baseline: seasonal-naive to ask more of the model\.$/,
    '基準是平均數，在驗證集上誤差 $1；而上一個週期（$2）同時間的值誤差只有 $3。想對模型要求更多，請寫 charter.baseline: seasonal-naive。',
  ],
  [
    /^The probabilities are good for little: their logloss on validation is (\S+), and that of the class shares alone (\S+)\. The columns may say nothing about '(.+)', or the rows may be too few\.$/,
    '機率的用處不大：驗證集上的 logloss 是 $1，只用類別比例也有 $2。可能是欄位與「$3」無關，或列數太少。',
  ],
  [
    /^'(.+)' is taken for the event; write charter\.positive to say so or otherwise\.$/,
    '以「$1」為要預測的事件；要明說或更改請寫 charter.positive。',
  ],
]

const tasks: Record<string, string> = { regression: '迴歸', binary: '二元分類', multiclass: '多類別分類' }
const levels: Record<string, string> = { low: '低', medium: '中', high: '高' }
const kinds: Record<string, string> = { public: '公開', internal: '內部', confidential: '機密', personal: '個人資料' }
const parts: Record<string, string> = { test: '測試集', validation: '驗證集', train: '訓練集' }

const method = (text: string) =>
  text
    .replace(
      /^95 % by the percentile bootstrap, (\d+) resamples of (\d+) stretches of time$/,
      '95 % 百分位自助法，重抽 $1 次，每次 $2 段時間',
    )
    .replace(/^95 % by the percentile bootstrap, (\d+) resamples/, '95 % 百分位自助法，重抽 $1 次')

const way = (text: string) =>
  text
    .replace(/\(same time one (\w+) before\)/, (_, period: string) => `（前一${periods[period] ?? ` ${period} `}的同一時間）`)
    .replace(/^mean\b/, '平均數')
    .replace(/^median\b/, '中位數')
    .replace(/^majority\b/, '最常見的類別')
    .replace(/^last\b/, '前一個值')
    .replace(/ （/, '（')

const periods: Record<string, string> = { hour: '小時', day: '天', week: '週', month: '月', year: '年' }
