/** The shapes of the API's answers that the pages use. */

export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  code: string
  remedy: string
  others: { detail: string }[]
}

export interface Page<T> {
  items: T[]
  next: string | null
}

/** A sentence: English text, and what the page needs to say it in another language. */
export interface Said {
  text: string
  code?: string
  args?: Record<string, unknown>
}

export interface System {
  version: string
  user: string | null
  roles: string[]
  mode: 'local' | 'team'
  time: string
  project: string | null
}

export type ThemeState = 'done' | 'open' | 'failed' | 'running' | 'attention'

export interface Theme extends Said {
  id: string
  stage: string
  state: ThemeState
}

export interface LifecycleEdge {
  from: string
  to: string
  kind: 'forward' | 'back'
  count: number
  lastAt: string | null
  reason: string | null
}

export interface RequirementValue {
  text: string
  outcome: string
  measure: string
  operator: string
  bound: string
  boundValue: number | null
  value: number | null
  low: number | null
  high: number | null
  count: number | null
  unit: string
  split: string
  slice: string
  warnOnly: boolean
  holdsUpPromotion: boolean
  sentence: string
  place: string
}

export interface ProjectSummary {
  name: string
  folder: string | null
  state: string
  next: Said | null
}

export interface Project {
  name: string
  description: string
  themes: Theme[]
  edges: LifecycleEdge[]
  requirements: RequirementValue[]
  latest: string | null
  champion: string | null
  lastRun: RunSummary | null
  next: Said
}

export interface CharterView {
  isWritten: boolean
  charter: Record<string, unknown>
  requirements: RequirementValue[]
}

export interface PipelineStep {
  name: string
  component: string | null
  what: string
  inputs: Port[]
  outputs: Port[]
  upstream: string[]
  state: string
  reasons: string[]
  parameters: Record<string, unknown>
}

export interface Port {
  name: string
  kind: string
  from: string | null
}

export interface DatasetSummary {
  name: string
  project: string
  latest: DatasetVersion
}

export interface DatasetVersion {
  dataset: string
  version: number
  digest: string
  run: string
  createdAt: string
  createdBy: string
}

export interface ColumnProfile {
  name: string
  type: string
  missing: number
  distinct: number
  numbers: {
    minimum: number | null
    maximum: number | null
    mean: number | null
    deviation: number | null
    whole: boolean
    percentiles: number[]
    histogram: number[]
  } | null
  texts: { minimumLength: number; maximumLength: number; meanLength: number } | null
  top: { value: string; count: number }[] | null
  correlation: number | null
  association: number | null
}

export interface Profile {
  rows: number
  duplicateRows: number
  target: string | null
  columns: ColumnProfile[]
  alerts: { code: string; column: string | null; text: string }[]
}

export interface SchemaColumn {
  name: string
  type: string
  role: string
  category: boolean
  nullable: boolean
  unique: boolean
  minimum: number | null
  maximum: number | null
  domain: string[] | null
}

export interface DatasetVersionDetail extends DatasetVersion {
  rows: number | null
  schema: SchemaColumn[] | null
  profile: Profile | null
  verdict: {
    status: string
    findings: { status: string; code: string; problem: string; remedy: string; columns: string[]; rowCount: number | null }[]
  } | null
  report: string | null
}

export interface RunSummary {
  id: string
  project: string
  kind: string
  name: string
  parent: string | null
  status: string
  user: string
  startedAt: string
  endedAt: string | null
  seconds: number | null
  message: string | null
  attempt: number
  tags: Record<string, string>
}

export interface RunStep {
  name: string
  state: string
  reasons: string[]
  run: string | null
  progress: number | null
  text: string
  seconds: number | null
  attempt: number
}

export interface RunDetail extends RunSummary {
  parameters: Record<string, unknown>
  environment: Record<string, unknown>
  code: { commit: string; dirtyDiff: string | null } | null
  resources: { wallSeconds: number; cpuSeconds: number; peakMemoryBytes: number } | null
  artifacts: { direction: string; port: string; kind: string; digest: string }[]
  steps: RunStep[]
  cancellable: boolean
}

export interface MetricValue {
  key: string
  value: number | null
  step: number
  at: string
  stepName: string | null
}

export interface LogPiece {
  step: string
  text: string
  next: number
  ended: boolean
}

export interface RunComparison {
  runs: RunSummary[]
  parameters: { name: string; differs: boolean; values: (string | null)[] }[]
  metrics: { name: string; differs: boolean; values: (number | null)[] }[]
  artifacts: { name: string; differs: boolean; values: (string | null)[] }[]
}

export interface Measurement {
  measure: string
  value: number | null
  unit: string
  role: string
  split: string
  slice: string
  low: number | null
  high: number | null
  count: number | null
}

export interface ModelSummary {
  name: string
  versions: number
  latest: ModelVersionSummary
  champion: ModelVersionSummary | null
}

export interface ModelVersionSummary {
  model: string
  version: number
  digest: string
  origin: string
  aliases: string[]
  gate: string
  blocked: boolean
  createdAt: string
  createdBy: string
  measurements: Measurement[]
}

export interface GateLine {
  text: string
  outcome: string
  value: number | null
  low: number | null
  high: number | null
  boundValue: number | null
  unit: string
  sentence: string
}

export interface SignatureField {
  name: string
  type: string
  unit: string | null
  minimum: number | null
  maximum: number | null
  categories: string[] | null
  nullable: boolean
}

export interface Signature {
  task: string
  target: string | null
  inputs: SignatureField[]
  classes: string[]
}

export interface ModelVersionDetail extends ModelVersionSummary {
  bundle: string
  run: string | null
  card: string
  signature: Signature
  requirements: GateLine[]
  evidence: { kind: string; at: string; by: string; content: Record<string, unknown> }[]
  looksAtItsTest: number
  lineage: Record<string, string>
}

export interface Evaluation {
  split: string
  task: string
  rows: number
  intervals: string
  baseline: string
  threshold: number | null
  measurements: Measurement[]
  comparisons: { against: string; measure: string; slice: string; difference: number | null; low: number | null; high: number | null }[]
  confusion: { labels: string[]; counts: number[][] } | null
  warnings: string[]
  report: string | null
}

export interface Lineage {
  subject: string
  nodes: {
    id: string
    name: string
    kind: string
    run: string | null
    step: string | null
    user: string | null
    at: string | null
    commit: string | null
  }[]
  edges: { from: string; to: string }[]
  decisions: AuditEvent[]
}

export interface ReviewSummary {
  id: string
  model: string
  version: number
  state: string
  openedAt: string
  openedBy: string
  reason?: string | null
  approvals?: number
  needed?: number
}

export interface ReviewDetail extends ReviewSummary {
  gate: { overall: string; judgements: GateLine[] } | null
  decisions: { person: string; decision: string; reason: string; at: string }[]
  comparison?: { against: string; measure: string; difference: number; low: number | null; high: number | null; slice?: string }[] | null
  replay?: Replay | null
  findings?: string[]
}

export interface Replay {
  rows: number
  agreement: number | null
  changed: number | null
  latencyChampion?: number | null
  latencyChallenger?: number | null
  slices?: { slice: string; rows: number; agreement: number }[]
}

export interface EndpointSummary {
  name: string
  model: string | null
  version: number | null
  former?: number | null
  state: string
  revision: number
  changedAt?: string | null
  traffic?: TrafficSummary | null
}

export interface TrafficSummary {
  requests?: number
  perSecond?: number
  errors?: number
  p50?: number | null
  p95?: number | null
  p99?: number | null
}

export interface EndpointDetail extends EndpointSummary {
  signature: Signature | null
  example: Record<string, unknown> | null
}

export interface Traffic {
  buckets: {
    at: string
    ok: number
    invalid: number
    error: number
    shed: number
    p50: number | null
    p95: number | null
    p99: number | null
  }[]
}

export interface EndpointChange {
  revision: number
  action: string
  version: number | null
  formerVersion?: number | null
  at: string
  by: string
  reason: string
}

export interface MonitorColumn {
  name: string
  type: string
  state: string
  effect: number | null
  noise: number | null
  threshold: number | null
  p: number | null
  q: number | null
  persisted: number | null
  missing: number | null
  referenceMissing: number | null
  importance: number | null
}

export interface PerformancePoint {
  from: string
  to: string
  metric: string
  value: number
  low: number | null
  high: number | null
  rows: number
  labelled: number
}

export interface Monitor {
  settings: Record<string, unknown> | null
  state: string
  lastWindow: { from: string; to: string; rows: number } | null
  columns: MonitorColumn[]
  quality: { code: string; text: string; count: number; share?: number }[] | null
  performance: PerformancePoint[]
  concept: { state: string; text?: string; at?: string | null } | null
  latency: { p50: number | null; p95: number | null; p99: number | null } | null
}

export interface MonitorHistory {
  points: {
    from: string
    to: string
    column?: string
    state?: string
    effect?: number | null
    threshold?: number | null
    noise?: number | null
    value?: number | null
    low?: number | null
    high?: number | null
    rows?: number
  }[]
}

export interface Distribution {
  bins: { label: string; from: number | null; to: number | null; reference: number; current: number }[]
}

export interface AlertSummary {
  id: string
  endpoint: string
  rule: string
  severity: string
  state: string
  sentence: string
  code?: string
  args?: Record<string, unknown>
  startedAt: string
  lastAt?: string | null
  windows?: number
  resolvedAt?: string | null
}

export interface AlertDetail extends AlertSummary {
  evidence: Record<string, unknown> | null
  explanation: string | Said | null
  history: { at: string; state: string; by: string | null; comment: string | null }[]
}

export interface RetrainingSummary {
  id: string
  endpoint: string
  state: string
  trigger: string
  reason?: string | null
  startedAt: string
  endedAt: string | null
  alert?: string | null
  run?: string | null
  challenger?: string | null
  champion?: string | null
  decision?: string | null
}

export interface RetrainingDetail extends RetrainingSummary {
  comparison: {
    measure: string
    champion: number | null
    challenger: number | null
    difference: number | null
    low: number | null
    high: number | null
    p?: number | null
    rows?: number
    verdict?: string
  } | null
  replay: Replay | null
}

export interface PredictionSummary {
  id: string
  at: string
  version: number | string
  answer: unknown
  truth?: unknown
}

export interface WhyPrediction {
  id: string
  endpoint: string
  at: string
  model: string
  version: number
  request: Record<string, unknown>
  answer: Record<string, unknown>
  truth: unknown
  lineage: { kind: string; label: string; detail?: string | null; href?: string | null }[] | Lineage
  decisions: { at: string; who: string; what: string; reason?: string | null }[]
}

export interface AuditEvent {
  number: number
  at: string
  actor: string
  action: string
  subject: string
  details: Record<string, unknown>
  hash: string
}

export interface AuditCheck {
  intact: boolean
  length: number
  head: string
  firstBad: number | null
  finding: string
}

export interface UserView {
  name: string
  role: string
  createdAt?: string
}

export interface TokenView {
  id: string
  user: string
  name?: string | null
  createdAt: string
  expiresAt?: string | null
  lastUsedAt?: string | null
  token?: string
}
