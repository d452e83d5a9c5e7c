/** What a first visit does not need: the words of failures and of model cards. */
export { cards } from './cards'
export { failure } from './failures'
