/** The shapes of the API's answers, as `api/openapi.json` has them, under the names the pages use. */
import type { components } from './schema'

type Schemas = components['schemas']

/** Part of a list; `next` asks for what follows. */
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

export type Problem = Schemas['Problem']
export type System = Schemas['SystemView']
export type Theme = Schemas['ThemeView']
export type ThemeState = Schemas['ThemeState']
export type LifecycleEdge = Schemas['ThemeEdge']
export type RequirementValue = Schemas['RequirementView']
export type ProjectSummary = Schemas['ProjectSummary']
export type Project = Schemas['ProjectView']
export type CharterView = Schemas['CharterDocument']
export type Pipeline = Schemas['PipelineView']
export type PipelineStep = Schemas['PipelineStepView']
export type Port = Schemas['PortView']

export type DatasetSummary = Schemas['DatasetSummary']
export type DatasetVersion = Schemas['DatasetVersionSummary']
export type DatasetVersionDetail = Schemas['DatasetVersionView']
export type Profile = Schemas['ProfileView']
export type ColumnProfile = Schemas['ColumnProfileView']
export type SchemaColumn = Schemas['SchemaColumnView']

export type RunSummary = Schemas['RunSummary']
export type RunDetail = Schemas['RunView']
export type RunStep = Schemas['RunStepView']
export type MetricValue = Schemas['MetricView']
export type LogPiece = Schemas['LogView']
export type RunComparison = Schemas['RunComparison']

export type Measurement = Schemas['MeasurementView']
export type ModelSummary = Schemas['ModelSummary']
export type ModelVersionSummary = Schemas['ModelVersionSummary']
export type ModelVersionDetail = Schemas['ModelVersionView']
export type GateLine = Schemas['GateLineView']
export type Signature = Schemas['SignatureView']
export type SignatureField = Schemas['FieldView']
export type Evaluation = Schemas['EvaluationView']
export type Lineage = Schemas['LineageView']
export type Review = Schemas['ReviewView']

export type EndpointSummary = Schemas['EndpointSummary']
export type EndpointDetail = Schemas['EndpointDetails']
export type Traffic = Schemas['TrafficView']
export type EndpointChange = Schemas['EndpointChangeView']
export type PredictionSummary = Schemas['PredictionSummary']
export type WhyPrediction = Schemas['PredictionWhy']

export type Monitor = Schemas['MonitorAnswer']
export type MonitorColumn = Schemas['MonitorColumn']
export type MonitorHistory = Schemas['MonitorHistory']
export type PerformancePoint = Schemas['PerformancePoint']
export type Distribution = Schemas['DistributionAnswer']
export type Alert = Schemas['AlertView']
export type AlertDetail = Schemas['AlertDetails']
export type Retraining = Schemas['RetrainingView']

export type AuditEvent = Schemas['AuditView']
export type AuditCheck = Schemas['AuditVerdictView']
export type UserView = Schemas['UserView']
export type TokenView = Schemas['TokenView']
export type CreatedToken = Schemas['CreatedToken']

/** What a retraining says of the challenger beside the champion, on the same newest labelled rows. */
export interface Comparison {
  verdict: string
  sentence: string
  measure?: string
  rows?: number
  challenger?: number | null
  champion?: number | null
  difference?: number | null
  low?: number | null
  high?: number | null
  method?: string | null
  notes?: string[]
  slices?: { measure: string; slice: string; difference: number | null; low: number | null; high: number | null }[]
}

/** What a retraining says of the challenger on captured requests. Latencies are in seconds. */
export interface Replay {
  rows: number
  failures: number
  sentence: string
  changed?: number
  agreement?: number
  tolerance?: number | null
  meanShift?: number | null
  correlation?: number | null
  latency?: { championP50: number; championP95: number; challengerP50: number; challengerP95: number }
  slices?: { slice: string; rows: number; changed: number }[]
}

/** What was decided in the end, by a rule or by people. */
export interface Decision {
  by: string
  promote?: boolean
  review?: string
  state?: string
  because?: string | null
  people?: string[]
}
