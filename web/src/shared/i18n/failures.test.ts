// @vitest-environment node
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { sentences, sentencesBelow } from './sentences'
import { failure, failures } from './zh-TW/failures'

vi.stubGlobal('document', { documentElement: {} })
const { learn, refusal, speak } = await import('./index')

beforeAll(async () => {
  await speak('zh-TW')
  await learn()
})

/** Where the source says what a reader of the pages can meet: also why a step of a run failed, and what the API refuses. */
const reached = [
  /^hosts\/Rondo\.Server\//,
  /^Rondo\.(Bundles|Data|Deployment|Expressions|Modeling|Pipelines|Scoping)\//,
  /^Rondo\.Kernel\/OtherFile/,
  /^Rondo\.Stores\/(Runs|Artifacts|Leases)\//,
]

/** In those places, what is said elsewhere: on the command line, in a log, in a document, or as a judgement (see judgements.ts). */
const elsewhere = new RegExp(
  [
    'Server/(Api/(ApiDocument|Push|HistoryReceiving|ReceivedAudit|MonitorViews)|PushHistory|SharedContents|ListenAddress|RemoteFailure|ServerPlace|RondoServer|ServerLog|Scheduling|Events/EventFeed|Inference/EndpointHost)',
    'Deployment/(Alerts/(AlertExplanation|Mail)|Capture/(FeedbackFile|Journal|RepeatedIds)|Lifecycle|Monitoring/(AnswerRules|Degradation|MonitorRules|WindowJudge)|Serving/(ServingMetrics|Guard|Answering|Capturing)|Retraining/(AdvanceRetraining|ModelComparison|TrafficReplay))',
    'Modeling/(NextStep|ProjectStatus|VerifyAudit|Registry/(RegistryCheck|LatencyProbe|ReceivedEvaluations)|Evaluation/(Plot|EvaluationPage)|Training/(Boosting|TrainingDocument)|Features/TargetStatistics)',
    'Scoping/(Requirement\\.cs|Charters/CharterText|Requirements/(GateRendering|Sentences))',
    'Pipelines/(Rebuilding/RebuildPlan|Linting/UnusedOutputs|Caching/KeyBuilder)',
    'Expressions/Syntax/Printer',
    'Stores/(Runs/(RunStore|RunRows)|Leases)',
  ].join('|'),
)

const said = sentencesBelow(join(import.meta.dirname, '../../../../src'), (f) => reached.some((r) => r.test(f)) && !elsewhere.test(f))

test('literals are read as the compiler reads them', () => {
  const source = `
    // "No sentence of a comment."
    new("a.b", $"The {(x ? "one" : "two")} of {y:N0} is {{wrong}}.", @"Say ""yes"" to it.");
    [Description("Not for readers of pages.")]
    throw new InvalidOperationException("Not for them either.");`
  expect(sentences(source, 'A.cs').map((s) => s.text)).toEqual(['The {0} of {1} is {wrong}.', 'Say "yes" to it.'])
})

test('every failure that a reader of the pages can meet is said in Chinese', () => {
  expect(said.length).toBeGreaterThan(400)
  // a word of Rondo's own files, a command or an address may stay; three words in a row that no Chinese sentence has are English left over
  const kept = Object.values(failures).join('\n')
  const left = (text: string) => [...text.matchAll(/[a-z]+(?: [a-z]+){2,}/gi)].some(([run]) => !kept.includes(run))
  const unsaid = said
    .filter(({ text }) => !/^A number, an alias|\{Run\}|^\{0\} >= |^'\{0\}' in \{1\}$/.test(text))
    .filter(({ text }) => refusal(filled(text)) === filled(text) || left(refusal(filled(text))))
    .map((s) => `${s.file}:${s.line} ${s.text}`)
  expect(unsaid).toEqual([])
})

test('what is said in Chinese keeps its names and numbers, and nothing of the English sentence', () => {
  for (const [form, chinese] of Object.entries(failures)) {
    const holes = (text: string) => [...text.matchAll(/(?:\{|§)(\d)/g)].map((m) => m[1]).sort()
    // the article before a role is not said
    expect(holes(chinese), form).toEqual(holes(form).filter((h) => h !== '0' || !form.startsWith('This is for {0} {1}')))
    expect(chinese, form).toMatch(/[一-龥]/)
    // What stays are words of files, commands and addresses, which the English sentence has as well: never a sentence.
    for (const [run] of chinese.matchAll(/[a-z]+(?: [a-z]+){2,}/gi)) expect(form.includes(run), `${form} → ${run}`).toBe(true)
    expect(failure(filled(form)), form).toBeDefined()
  }
})

const samples = ['31', '7', "bike's", '0.25', 'x.csv', '12', 'z']
const filled = (text: string) => text.replace(/\{(\d)\}/g, (_, n: string) => samples[Number(n)] ?? n)

test('a place, several sentences and words inside a sentence are kept apart', () => {
  expect(failure("rondo.yaml:3:5: Unknown key 'taget' in charter.")).toBe('rondo.yaml:3:5：charter 裡有不認得的鍵「taget」。')
  expect(failure('rondo.yaml:3:5: charter is not a mapping.')).toBe('rondo.yaml:3:5：charter 不是鍵值對。')
  expect(failure("Field 'hum' in row 0 is a text.")).toBe('第 0 列的欄位「hum」是文字。')
  expect(failure('train.seed is a whole number from 0 to 9, and the value of the environment variable is none.')).toBe(
    'train.seed 要是0 到 9 的整數，而 該環境變數的值 不是。',
  )
  expect(failure('At high risk the charter has to name how the model is used.')).toBe('風險為高時，專案章程必須寫明：模型怎麼使用。')
  expect(failure('This is for an owner of every project.')).toBe('這要有所有專案的「owner（擁有者）」角色才能做。')
  expect(failure("Did you mean 'mae'? A regression task has: mae, rmse.")).toBe('是不是「mae」？regression 任務的指標有：mae, rmse。')
  expect(failure('Nobody has ever written this.')).toBeUndefined()
})

test('why a step failed is said in Chinese to its last word', () => {
  const told = [
    "rentals.csv:7: The column 'temp' holds 'abc': it is no number.",
    'rentals.csv is a zip archive or an Excel workbook, not a table that can be read.',
    "test.csv lacks 'temp' and also has 'tmp', compared with the first file.",
    "The column 'cnt' decides 'rented' by itself: it explains 99.9% of its variance in rows that it was not fitted on.",
    "The column 'casual' is known 1h after the row's time, and the prediction is made 2h before it.",
    'The column \'size\' has another whole number in every row, one after the other: it counts rows. Below data:, write drop: [size] (or lag it), or accept: { size: "why a model may use it" }, or correct known-at.',
    "The column 'hum' goes up to 1.2, above its maximum 1 (row 7; row 9).",
    "The column 'code' is text: it holds digits that begin with a zero, so it is a code and no quantity.",
    'The 20 rows have 3 different times only, and rows of one time stay together: that makes no 3 parts.',
    "The baseline 'last' does not fit a table without data.time.",
  ]
  expect(told.map(failure)).toEqual([
    'rentals.csv:7：欄位「temp」有值「abc」：它不是數字。',
    'rentals.csv 是 zip 壓縮檔或 Excel 活頁簿，不是讀得懂的資料表。',
    "與第一個檔案相比，test.csv 缺少 'temp'，又多了 'tmp'。",
    '欄位「cnt」單獨就決定了「rented」：在沒有用來擬合的列上，它解釋了 99.9% 的變異。',
    '欄位「casual」要到該列時間的 1h 之後才知道，而預測是在該列時間的 2h 之前做的。',
    '欄位「size」每一列的整數都不同而且連續：它只是列的編號。請在 data: 之下寫 drop: [size]（或改用較早的值），或 accept: { size: "why a model may use it" }（說明模型為何可以用它），或改正 known-at。',
    '欄位「hum」高到 1.2，高於最大值 1（row 7; row 9）。',
    '欄位「code」是文字：裡面有以 0 開頭的數字，所以是代碼而不是數量。',
    '20 列只有 3 個不同的時間，而同一時間的列要放在一起：切不成 3 份。',
    '基準「last」不適合沒有 data.time 的資料表。',
  ])
})
