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

/** Where the source says what a reader of the pages can meet. */
const reached = [
  /^hosts\/Rondo\.Server\//,
  /^Rondo\.(Scoping|Expressions)\//,
  /^Rondo\.Pipelines\//,
  /^Rondo\.Deployment\//,
  /^Rondo\.Modeling\/(Registry\/(NamedVersion|PromoteModel|StoredBundle|VersionReading|CheckedRecord)|Review\/|ModelReference|RequiredReview|TrainSection|ReproduceModel)/,
  /^Rondo\.Data\/(DataSection|DatasetStore|StepParameters|UnknownColumn|Datasets\/|Profiling\/ProfileAlerts)/,
  /^Rondo\.Bundles\/(InputChecks|BundleFailure)/,
  /^Rondo\.Stores\/(Runs|Artifacts|Leases)\//,
]

/** In those places, what is said elsewhere: on the command line, in a log, in a document, or as a judgement (see judgements.ts). */
const elsewhere =
  /Server\/(Api\/(ApiDocument|Push|HistoryReceiving|ReceivedAudit|MonitorViews)|PushHistory|SharedContents|ListenAddress|RemoteFailure|ServerPlace|RondoServer|ServerLog|Scheduling|Events\/EventFeed|Inference\/EndpointHost)|Deployment\/(Alerts\/(AlertExplanation|Mail)|Capture\/(FeedbackFile|Journal|RepeatedIds)|Lifecycle|Monitoring\/(AnswerRules|Degradation|MonitorRules|WindowJudge)|Serving\/(ServingMetrics|TensorReader|Guard|Answering|Capturing)|Retraining\/(AdvanceRetraining|ModelComparison|TrafficReplay))|Scoping\/(Requirement\.cs|Requirements\/(GateRendering|Sentences))|Pipelines\/(Rebuilding\/RebuildPlan|Linting\/UnusedOutputs)|Expressions\/Syntax\/Printer|Pipelines\/Caching\/KeyBuilder|Scoping\/Charters\/CharterText|Stores\/(Runs\/(RunStore|RunRows)|Leases)/

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
  const unsaid = said
    .filter(({ text }) => refusal(filled(text)) === filled(text) && !/^A number, an alias|\{Run\}/.test(text))
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
