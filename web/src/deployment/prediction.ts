import { enc } from '../api/client'

/** The page of a prediction; an id that a caller gave may stand behind several endpoints. */
export const predictionHref = (id: string, endpoint: string) => `/predictions/${enc(id)}?endpoint=${enc(endpoint)}`
