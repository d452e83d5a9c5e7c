/** What the registry, reviews and reading of model versions refuse. */
export const modeling: Record<string, string> = {
  "'{0}' names no model.": '「{0}」不是模型。',
  'Write NAME, NAME@3 or NAME@champion.': '請寫 NAME、NAME@3 或 NAME@champion。',
  'The record of {0} cannot be trusted: {1}.': '{0} 的登錄資料不可信：{1}。',
  "See what else was edited with 'rondo audit verify'; promote another version, or register this one anew.":
    "請用 'rondo audit verify' 看還有什麼被改過；改將另一個版本升為現役，或重新登錄這一版。",
  'There is no {0}.': '沒有 {0}。',
  'The versions are {0}; aliases: {1}.': '現有版本：{0}；別名：{1}。',
  'Register one: rondo run.': '請登錄一個：rondo run。',
  'The models are: {0}{1}.': '現有模型：{0}{1}。',
  "There is no model '{0}'.": '沒有模型「{0}」。',
  "'{0}' cannot name a model.": '「{0}」不能當模型名稱。',
  "Use letters, digits, '.', '_' and '-'.": '請用英文字母、數字、「.」「_」與「-」。',
  "'{0}' cannot be an alias.": '「{0}」不能當別名。',
  "Use lower-case letters, digits and dashes; not a number alone, and not 'latest'.":
    '請用小寫英文字母、數字與連字號；不能只是數字，也不能是「latest」。',
  'Improve the model, change the requirement in the charter, or force the promotion with a reason.':
    '請改善模型、修改專案章程裡的需求，或附理由強制升為現役。',
  'The bundle of {0} has not been sent.': '{0} 的模型包還沒有送來。',
  "The bundle of {0} is another version's.": '{0} 的模型包屬於另一個版本。',
  'Send the version again; its bundle may have been replaced.': '請重新送這個版本；它的模型包可能被換掉了。',
  '{0} cannot be read.': '{0} 無法讀取。',
  'Register the model anew where it was trained, and push again.': '請在訓練的地方重新登錄模型，再推送一次。',
  'The bundle of {0} is lost or damaged in the store.': '{0} 的模型包在保存處遺失或損壞。',
  "Somebody edited the database: 'rondo audit verify' says what. Bring the database back from a backup.":
    "有人改過資料庫：'rondo audit verify' 會說改了什麼。請從備份復原資料庫。",
  'At {0} risk {1} takes {2} who did not make it.': '風險為§0時，{1} 要由沒有參與建模的§2。',
  'At {0} risk {1} takes {2} who did not make it. It became the champion when the risk was {3}.':
    '風險為§0時，{1} 要由沒有參與建模的§2。它升為現役時，風險是§3。',
  'Ask for it: rondo model review {0}. Or take it into use without, with the reason on record: --force.':
    '請申請審查：rondo model review {0}。或不經審查啟用，並留下理由：--force。',
  '{0} was rejected by {1}. Improve data or model, and run again: rondo run.': '{0} 被拒絕：{1}。請改善資料或模型，再執行一次：rondo run。',
  '{0}@{1} was promoted meanwhile.': '{0}@{1} 在這段時間已升為現役。',
  'A decision needs a reason.': '決定要有理由。',
  'Say why in a sentence: it is kept with the version.': '請用一句話說明：它會與版本一起保存。',
  '{0} has decided about {1} already.': '{0} 已經對 {1} 做過決定。',
  'It waits for {0} more.': '還要等 {0} 位。',
  'The gate of {0} says {1}.': '{0} 的把關結果是 §1。',
  'Improve the model or change the requirement; or approve it against the gate, with the reason: --force.':
    '請改善模型或修改需求；或附上理由，不顧把關結果核准：--force。',
  "{0} made {1}, and at {2} risk an author's approval does not count.": '{1} 是 {0} 做的；風險為§2時，作者自己的核准不算。',
  'Ask {0}.': '請找 {0}。',
  'Ask somebody who did not build it.': '請找沒有參與建模的人。',
  '{0} is no reviewer of {1}.': '{0} 不是 {1} 的審查者。',
  'Ask {0}, or name more people as charter.people.reviewers.': '請找 {0}，或在 charter.people.reviewers 加上更多人。',
  "There is no review '{0}'.": '沒有審查「{0}」。',
  'See them with: rondo model review.': '審查清單：rondo model review。',
  '{0} is the champion already.': '{0} 已經是現役版本。',
  'No charter says who reviews {0}: neither its project nor the run that registered it is here.':
    '沒有專案章程寫明誰來審查 {0}：這裡沒有它的專案，也沒有登錄它的那次執行。',
  "Push it together with its runs, or open the review where the project's folder is.": '請連同執行一起推送，或在專案資料夾所在處申請審查。',
  '{0} is newer and is reviewed instead.': '{0} 較新，改審查它。',
  '{0}.{1} lies from {2} to {3}, and {4} does not.': '{0}.{1} 要在 {2} 到 {3} 之間，而 {4} 不在其中。',
  'Write for example {0}: {1}.': '請寫，例如 {0}: {1}。',
  'Every training starts anew.': '每次訓練都從頭開始。',
  'A list in train.search is not in this version.': '這個版本的 train.search 不能寫清單。',
  'Write one of: auto, xgboost, baseline.': '請寫其中之一：auto、xgboost、baseline。',
  '{0} was not made in this workspace, so it cannot be made again here.': '{0} 不是在這個工作區做的，無法在這裡重做。',
  'Reproduce it where it was trained.': '請在訓練它的地方重現。',
  "'{0}' names no model version, dataset version, run or content of this workspace.":
    '「{0}」不是這個工作區的模型版本、資料集版本、執行或內容。',
  'Name for example a model (rondo model list), a dataset (rondo data versions) or a run (rondo show run).':
    '請指名，例如模型（rondo model list）、資料集（rondo data versions）或執行（rondo show run）。',
  'Export or download the bundle again.': '請重新匯出或下載模型包。',
  'The bundle is larger than the limit.': '模型包超過大小上限。',
  '{0} of the bundle was changed: its content is not what the manifest says.': '模型包裡的 {0} 被改過：內容與清單不符。',
  'The bundle has no {0}.': '模型包裡沒有 {0}。',
  'There is no such bundle.': '沒有這個模型包。',
  'The file is no bundle, or is damaged: it cannot be read as a zip.': '這個檔案不是模型包或已損壞：無法以 zip 讀取。',
  'Check the path.': '請檢查路徑。',
  'Check the file and its permissions.': '請檢查檔案與權限。',
  'The model cannot be used: {0}': '模型無法使用：{0}',
  'Write the model again with the inputs and outputs of its signature.': '請依簽章的輸入與輸出重新寫出模型。',
  'The model gives another answer than when it was made: sample {0}, {1}: expected {2}, got {3}.':
    '模型的答案與製作時不同：範例 {0} 的 {1}，預期 {2}，得到 {3}。',
  'Do not serve it: rebuild the version on this platform, or use the engine version named in its sbom.json.':
    '請不要用它提供服務：在這個平台重建這一版，或使用 sbom.json 所列的引擎版本。',
  'The gate of {0} says {1}: {2}': '{0} 的把關結果是§1：§2',
  'Import it again from where you have it: rondo model import FILE --name {0}':
    '請從還有它的地方重新匯入：rondo model import FILE --name {0}',
  'Bring it back, made again from its sources: rondo reproduce {0}': '請從來源重新製作，把它找回來：rondo reproduce {0}',
  'The record of {0} in the database cannot be read: {1}': '資料庫裡 {0} 的紀錄無法讀取：{1}',
  'The review of {0} is {1}: {2}': '{0} 的審查狀態是§1：§2',
  'train.search tries a fixed, short list; give train.xgboost.rounds to limit its work.':
    'train.search 試的是固定的短清單；要限制工作量請寫 train.xgboost.rounds。',
  'train.{0} is not in this version.': '這個版本沒有 train.{0}。',
}
