#include <algorithm>
#include <optional>
#include <utility>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

constexpr std::string_view kAllAdvice = "all_advice";

// A rule whose expressions wait until every rule id is known.
struct PendingRule {
  Rule rule;
  const DataNode* node = nullptr;
  const std::string* file = nullptr;
  std::string condition;
};

std::string listOf(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

void requireWord(MapReader& reader, std::string_view key, const std::string& word,
                 const std::vector<std::string>& allowed) {
  if (std::find(allowed.begin(), allowed.end(), word) == allowed.end()) {
    reader.fault(reader.lineOf(key), "'" + std::string(key) + "': unknown word '" + word +
                                         "'; known: " + listOf(allowed));
  }
}

const std::vector<std::string>& wordsOf(const Profile& profile, const std::string& group) {
  return profile.outputs.words.at(group);
}

void readSettings(MapReader& reader, Rule& rule) {
  for (const std::string& word : reader.words("settings")) {
    requireWord(reader, "settings", word, {"clinic", "shop"});
    rule.settings.insert(word == "shop" ? Setting::Shop : Setting::Clinic);
  }
  if (rule.settings.empty()) reader.fault(reader.lineOf("settings"), "'settings' is empty");
}

void readFamilies(MapReader& reader, const Profile& profile, Rule& rule) {
  const Order& order = profile.order;
  for (const std::string& block : reader.optionalWords("blocks")) {
    if (block == kAllAdvice) {
      rule.blocks = order.allAdvice;
      continue;
    }
    requireWord(reader, "blocks", block, order.families);
    rule.blocks.push_back(block);
  }
  rule.families = reader.optionalWords("families");
  for (const std::string& family : rule.families) {
    requireWord(reader, "families", family, order.families);
  }
}

// The shop cannot give advice that no shop rule can have.
void checkShop(MapReader& reader, const Profile& profile, const Rule& rule) {
  if (rule.settings.count(Setting::Shop) == 0) return;
  const auto& never = profile.outputs.shopNever;
  for (const std::string& family : rule.families) {
    if (std::find(never.begin(), never.end(), family) != never.end()) {
      reader.fault(rule.line, "family '" + family +
                                  "' is not for the shop; take shop out of "
                                  "'settings'");
    }
  }
  if (!rule.tracking.empty() || !rule.differential.empty() || rule.insole || !rule.plan.empty()) {
    reader.fault(rule.line, "a shop rule gives no tracking, differential, insole or plan");
  }
}

PendingRule readRule(Loading& loading, const DataNode& node, const std::string& file,
                     const std::string& category, const Profile& profile) {
  MapReader reader(node, file, loading.faults);
  PendingRule pending{{}, &node, &file, {}};
  Rule& rule = pending.rule;
  rule.id = reader.text("id");
  rule.category = category;
  rule.line = node.line;
  rule.priority = reader.integer("priority");
  rule.scope = readScope(reader);
  readSettings(reader, rule);
  pending.condition = reader.text("if");
  if (reader.has("level")) rule.level = reader.text("level");
  requireWord(reader, "level", rule.level, profile.order.escalationOrder);
  readFamilies(reader, profile, rule);
  rule.classOf = reader.optionalText("class_of");
  if (!rule.classOf.empty()) {
    requireWord(reader, "class_of", rule.classOf, {"posture", "pronation", "mobility"});
  }
  rule.grade = reader.text("grade");
  loading.readBasis(reader, rule.sources, rule.basis);
  rule.contrary = reader.optionalWords("contrary");
  loading.checkSources(reader, "contrary", rule.contrary);
  rule.claims = reader.optionalWords("claims");
  rule.provisional = reader.flag("provisional", false);
  // Read once the names are known.
  for (const char* key : {"gives", "variants", "numbers", "names_knee_if"}) (void)reader.has(key);
  reader.finish();
  if (rule.priority < 0) reader.fault(reader.lineOf("priority"), "'priority' begins at 0");
  return pending;
}

// Reads what refers to names: expressions and fields.
class EffectReader {
 public:
  EffectReader(Loading& loading, const Names& names, const Profile& profile, PendingRule& pending)
      : loading_(loading), names_(names), profile_(profile), pending_(pending) {}

  void run() {
    MapReader reader(*pending_.node, *pending_.file, loading_.faults);
    Rule& rule = pending_.rule;
    rule.condition = parse(pending_.condition, reader.lineOf("if")).value_or(Expression{});
    if (const DataNode* gives = reader.optional("gives", DataNode::Kind::Map)) {
      readGives(*gives);
    }
    for (const DataNode* node : reader.optionalMaps("variants")) {
      MapReader entry(*node, *pending_.file, loading_.faults);
      TextVariant variant;
      variant.text = entry.text("text");
      variant.condition = parse(entry.text("if"), entry.lineOf("if")).value_or(Expression{});
      entry.finish();
      rule.variants.push_back(std::move(variant));
    }
    for (const DataNode* node : reader.optionalMaps("numbers")) readNumber(*node);
    if (reader.has("names_knee_if")) {
      const std::size_t line = reader.lineOf("names_knee_if");
      rule.namesKneeIf = parse(reader.text("names_knee_if"), line, Scope::Knee);
    }
    checkShop(reader, profile_, rule);
  }

 private:
  std::optional<Expression> parse(const std::string& text, std::size_t line) {
    return parse(text, line, pending_.rule.scope);
  }

  std::optional<Expression> parse(const std::string& text, std::size_t line, Scope scope) {
    auto parsed = parseExpression(text, names_, scope, {*pending_.file, line});
    if (parsed) return std::move(*parsed);
    loading_.faults.add(std::move(parsed.error()));
    return std::nullopt;
  }

  std::optional<Expression> condition(MapReader& entry) {
    if (!entry.has("if")) return std::nullopt;
    return parse(entry.text("if"), entry.lineOf("if"));
  }

  void readNumber(const DataNode& node) {
    MapReader entry(node, *pending_.file, loading_.faults);
    TextNumber number;
    number.name = entry.text("name");
    const std::string field = entry.text("field");
    const auto index = profile_.vocabulary.indexOf(field);
    if (!index || profile_.vocabulary.fields[*index].type != FieldType::Number) {
      entry.fault(entry.lineOf("field"), "'" + field + "' is not a number of the vocabulary");
    }
    number.field = index.value_or(0);
    number.factor = entry.number("factor");
    number.atMost = entry.optionalNumber("at_most");
    entry.finish();
    pending_.rule.numbers.push_back(std::move(number));
  }

  void readGives(const DataNode& node) {
    MapReader reader(node, *pending_.file, loading_.faults);
    Rule& rule = pending_.rule;
    rule.tracking = reader.optionalText("tracking");
    if (!rule.tracking.empty()) {
      requireWord(reader, "tracking", rule.tracking, wordsOf(profile_, "tracking"));
    }
    for (const DataNode* item : reader.optionalMaps("differential")) {
      MapReader entry(*item, *pending_.file, loading_.faults);
      DifferentialEffect effect{entry.text("id"), condition(entry)};
      requireWord(entry, "id", effect.id, wordsOf(profile_, "differential"));
      entry.finish();
      rule.differential.push_back(std::move(effect));
    }
    for (const DataNode* item : reader.optionalMaps("footwear")) {
      MapReader entry(*item, *pending_.file, loading_.faults);
      FootwearEffect effect{entry.text("category"), entry.text("status"), condition(entry)};
      requireWord(entry, "category", effect.category, wordsOf(profile_, "footwear_category"));
      requireWord(entry, "status", effect.status, wordsOf(profile_, "footwear_status"));
      entry.finish();
      rule.footwear.push_back(std::move(effect));
    }
    if (const DataNode* insole = reader.optional("insole", DataNode::Kind::Map)) {
      rule.insole = readInsole(*insole);
    }
    rule.plan = readSchedule(reader, "plan");
    rule.followUp = readSchedule(reader, "follow_up");
    rule.findings = reader.optionalWords("findings");
    rule.sizes = reader.flag("sizes", false);
    rule.ruinsSize = reader.flag("ruins_size", false);
    reader.finish();
  }

  InsoleEffect readInsole(const DataNode& node) {
    MapReader reader(node, *pending_.file, loading_.faults);
    InsoleEffect effect;
    effect.gate = reader.optionalText("gate");
    if (!effect.gate.empty()) {
      requireWord(reader, "gate", effect.gate, wordsOf(profile_, "gate"));
      effect.rank = reader.integer("rank");
      if (const DataNode* posting = reader.required("posting_deg", DataNode::Kind::Map)) {
        MapReader limits(*posting, *pending_.file, loading_.faults);
        effect.posting = PostingLimits{limits.number("auto"), limits.number("clinician")};
        limits.finish();
        if (effect.posting->autoDeg > effect.posting->clinicianDeg) {
          limits.fault(posting->line, "the automatic limit exceeds the clinician's");
        }
      }
    }
    effect.capDeg = reader.optionalNumber("cap_deg");
    effect.pair = reader.flag("pair", false);
    effect.liftStartMm = reader.optionalNumber("lift_start_mm");
    reader.finish();
    return effect;
  }

  ScheduleSteps readSteps(const DataNode& node) {
    MapReader reader(node, *pending_.file, loading_.faults);
    ScheduleSteps steps;
    steps.text = reader.text("text");
    steps.fromDay = reader.integer("from_day");
    steps.everyDays = reader.integer("every_days");
    steps.count = reader.integer("count");
    if (reader.has("field")) {
      const std::string field = reader.text("field");
      steps.field = profile_.vocabulary.indexOf(field);
      if (!steps.field || profile_.vocabulary.fields[*steps.field].type != FieldType::Number) {
        reader.fault(reader.lineOf("field"), "'" + field + "' is not a number of the vocabulary");
        steps.field.reset();
      }
    } else {
      steps.start = reader.number("start");
    }
    steps.add = reader.number("add");
    steps.atMost = reader.optionalNumber("at_most");
    reader.finish();
    constexpr int kMostSteps = 60;
    if (steps.fromDay < 0 || steps.everyDays < 1 || steps.count < 1 || steps.count > kMostSteps) {
      reader.fault(node.line, "steps: 1 to 60 of them, from day 0 on, at least a day apart");
    }
    return steps;
  }

  std::vector<ScheduleEffect> readSchedule(MapReader& reader, std::string_view key) {
    std::vector<ScheduleEffect> schedule;
    for (const DataNode* item : reader.optionalMaps(key)) {
      MapReader entry(*item, *pending_.file, loading_.faults);
      ScheduleEffect effect;
      if (entry.has("week")) {
        effect.fromWeek = effect.toWeek = entry.integer("week");
      } else {
        effect.fromWeek = entry.integer("from_week");
        effect.toWeek = entry.integer("to_week");
      }
      effect.text = entry.text("text");
      effect.condition = condition(entry);
      effect.kind = key == "follow_up" ? "review" : "note";
      if (entry.has("kind")) effect.kind = entry.text("kind");
      requireWord(entry, "kind", effect.kind, wordsOf(profile_, "plan_kind"));
      if (const DataNode* steps = entry.optional("steps", DataNode::Kind::Map)) {
        effect.steps = readSteps(*steps);
      }
      entry.finish();
      if (effect.fromWeek < 0 || effect.toWeek < effect.fromWeek) {
        entry.fault(item->line, "weeks must rise from 0");
      }
      schedule.push_back(std::move(effect));
    }
    return schedule;
  }

  Loading& loading_;
  const Names& names_;
  const Profile& profile_;
  PendingRule& pending_;
};

void checkFired(Loading& loading, const Profile& profile) {
  for (std::size_t i = 0; i < profile.rules.size(); ++i) {
    for (const ExpressionNode& node : profile.rules[i].condition.nodes) {
      if (node.operation == Operation::Fired && node.reference >= i) {
        loading.faults.add("rules/" + profile.rules[i].category + ".yaml", profile.rules[i].line,
                           "fired(" + profile.rules[node.reference].id +
                               ") is asked before that rule has run; raise the priority");
      }
    }
  }
}

// Every rule that blocks runs before all it can block.
void checkBlockOrder(Loading& loading, const Profile& profile) {
  for (std::size_t i = 0; i < profile.rules.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const Rule& blocker = profile.rules[i];
      for (const std::string& family : profile.rules[j].families) {
        if (std::find(blocker.blocks.begin(), blocker.blocks.end(), family) ==
            blocker.blocks.end()) {
          continue;
        }
        loading.faults.add("rules/" + blocker.category + ".yaml", blocker.line,
                           "'" + blocker.id + "' blocks " + family + " but runs after '" +
                               profile.rules[j].id + "'; lower its priority");
      }
    }
  }
}

}  // namespace

void loadRules(Loading& loading, const std::vector<std::string>& files, Names& names,
               Profile& profile) {
  std::vector<DataFile> read;
  read.reserve(files.size());
  for (const std::string& name : files) read.push_back(loading.read(name));
  std::vector<PendingRule> pending;
  for (const DataFile& file : read) {
    MapReader reader(file.root, file.name, loading.faults);
    readHeader(reader, "rules");
    const std::string category = reader.text("category");
    if (file.name != "rules/" + category + ".yaml") {
      reader.fault(reader.lineOf("category"),
                   "the file of category '" + category + "' is rules/" + category + ".yaml");
    }
    for (const DataNode* node : reader.maps("rules")) {
      pending.push_back(readRule(loading, *node, file.name, category, profile));
    }
    reader.finish();
  }
  std::stable_sort(pending.begin(), pending.end(),
                   [](const auto& a, const auto& b) { return a.rule.priority < b.rule.priority; });
  for (std::size_t i = 0; i < pending.size(); ++i) {
    if (!names.rules.emplace(pending[i].rule.id, i).second) {
      loading.faults.add(*pending[i].file, pending[i].rule.line,
                         "rule '" + pending[i].rule.id + "' stands here twice");
    }
  }
  for (PendingRule& entry : pending) {
    EffectReader(loading, names, profile, entry).run();
    profile.rules.push_back(std::move(entry.rule));
  }
  checkFired(loading, profile);
  checkBlockOrder(loading, profile);
}

}  // namespace podalign::profile
