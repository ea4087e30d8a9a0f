using System.Collections.Frozen;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Intake;

/// <summary>Intake options, checked and compiled. An immutable snapshot: a reload makes a new one.</summary>
internal sealed class IntakeRules
{
    private const TemplateVariable NameAndMessage = TemplateVariable.Name | TemplateVariable.Message;
    private const TemplateVariable Money = TemplateVariable.Amount | TemplateVariable.Currency;

    private readonly FrozenDictionary<string, KindRule> _kinds;

    private IntakeRules(IntakeOptions options, IEnumerable<KindRule> kinds, IEnumerable<string> knownBots)
    {
        Options = options;
        _kinds = kinds.ToFrozenDictionary(k => k.Key);
        IgnoredViewers = options.IgnoredViewers.Select(Login).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        OwnLogins = options.OwnLogins.Select(Login).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        KnownBots = options.IgnoreKnownBots ? knownBots.Select(Login).ToFrozenSet(StringComparer.OrdinalIgnoreCase) : [];
        Rewards = options.Redemption.Rewards.Select(r => r.Trim()).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        Prefixes = [.. options.EffectivePrefixes.Where(p => p.Length > 0)];
        SayCommands = [.. options.EffectiveSayCommands.Where(p => p.Length > 0)];
        DonationMinimums = options.Donation.MinimumAmounts.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        NoticeKinds = options.Notice.Kinds.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The options they were made from; not changed any more.</summary>
    public IntakeOptions Options { get; }

    /// <summary>Logins that are never spoken.</summary>
    public FrozenSet<string> IgnoredViewers { get; }

    /// <summary>Logins of the worker itself.</summary>
    public FrozenSet<string> OwnLogins { get; }

    /// <summary>Logins of bots; empty when they are not ignored.</summary>
    public FrozenSet<string> KnownBots { get; }

    /// <summary>Ids and titles of rewards to read; empty for all with text.</summary>
    public FrozenSet<string> Rewards { get; }

    /// <summary>Beginnings of chat that is not spoken.</summary>
    public IReadOnlyList<string> Prefixes { get; }

    /// <summary>Commands whose text is spoken.</summary>
    public IReadOnlyList<string> SayCommands { get; }

    /// <summary>Smallest donation by currency.</summary>
    public FrozenDictionary<string, decimal> DonationMinimums { get; }

    /// <summary>Notice kinds that are switched on or off by name.</summary>
    public FrozenDictionary<string, bool> NoticeKinds { get; }

    /// <summary>The rule of a kind.</summary>
    /// <param name="key">One of <see cref="KindKeys"/>.</param>
    public KindRule this[string key] => _kinds[key];

    /// <summary>Compiles.</summary>
    /// <param name="options">What the user wrote; not changed by anybody afterwards.</param>
    /// <param name="knownBots">Logins of well-known bots.</param>
    /// <param name="errors">One sentence for each mistake, naming the key; empty when all is well.</param>
    public static IntakeRules Create(IntakeOptions options, IEnumerable<string> knownBots, out IReadOnlyList<string> errors)
    {
        var found = new List<string>();
        var kinds = new List<KindRule>();
        void Add(string key, UtteranceKind kind, KindSettings of, bool paid, int priority, TemplateVariable variables) =>
            kinds.Add(new KindRule(key, kind, of, paid, priority, Parse(key, of.Templates, NameAndMessage | variables, found)));

        Add(KindKeys.Chat, UtteranceKind.Chat, options.Chat, false, 0, TemplateVariable.None);
        Add(KindKeys.Highlighted, UtteranceKind.Chat, options.Highlighted, true, 20, TemplateVariable.None);
        Add(KindKeys.Cheer, UtteranceKind.Cheer, options.Cheer, true, 40, Money | TemplateVariable.Bits);
        Add(KindKeys.Redemption, UtteranceKind.Redemption, options.Redemption, true, 20, Money | TemplateVariable.Reward);
        Add(KindKeys.PowerUp, UtteranceKind.PowerUp, options.PowerUp, true, 40, Money | TemplateVariable.Bits | TemplateVariable.Title);
        Add(KindKeys.Donation, UtteranceKind.Donation, options.Donation, true, 40, Money | TemplateVariable.Title);
        Add(KindKeys.Subscription, UtteranceKind.Subscription, options.Subscription, true, 30,
            TemplateVariable.Months | TemplateVariable.Streak | TemplateVariable.Tier);
        Add(KindKeys.Gift, UtteranceKind.Gift, options.Gift, true, 30,
            TemplateVariable.Count | TemplateVariable.Tier | TemplateVariable.Recipient);
        Add(KindKeys.Raid, UtteranceKind.Raid, options.Raid, false, 10, TemplateVariable.Viewers);
        Add(KindKeys.Follow, UtteranceKind.Follow, options.Follow, false, 10, TemplateVariable.None);
        Add(KindKeys.Announcement, UtteranceKind.Announcement, options.Announcement, false, 10, TemplateVariable.None);
        Add(KindKeys.Notice, UtteranceKind.Notice, options.Notice, false, 10, TemplateVariable.Title | TemplateVariable.Count);
        AddMistakes(options, found);
        errors = found;
        return new IntakeRules(options, kinds, knownBots);
    }

    private static List<WeightedTemplate> Parse(
        string key, List<TemplateOptions> templates, TemplateVariable variables, List<string> errors)
    {
        var parsed = new List<WeightedTemplate>();
        for (var i = 0; i < templates.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(templates[i].Text))
                errors.Add($"{key}:Templates:{i}:Text is empty; write a sentence such as \"%name% says %message%\" or take the entry out.");
            else if (!Template.TryParse(templates[i].Text, variables, out var template, out var error))
                errors.Add($"{key}:Templates:{i}:Text: {error}.");
            else if (templates[i].Weight is < 0 or > 1000 or double.NaN)
                errors.Add($"{key}:Templates:{i}:Weight must be from 0 to 1000.");
            else if (templates[i].Weight > 0)
                parsed.Add(new WeightedTemplate(template, templates[i].Weight));
        }

        return parsed;
    }

    private static void AddMistakes(IntakeOptions options, List<string> errors)
    {
        foreach (var (currency, amount) in options.Donation.MinimumAmounts)
        {
            if (currency.Length != 3 || !currency.All(char.IsAsciiLetter))
                errors.Add($"{KindKeys.Donation}:MinimumAmounts:{currency} is no currency; use a three-letter code such as USD.");
            if (amount < 0)
                errors.Add($"{KindKeys.Donation}:MinimumAmounts:{currency} is negative; use 0 or more.");
        }

        if (options.Cheer.MinimumBits is < 1 or > 1_000_000)
            errors.Add($"{KindKeys.Cheer}:MinimumBits must be from 1 to 1000000.");
        if (options.PowerUp.MinimumBits is < 0 or > 1_000_000)
            errors.Add($"{KindKeys.PowerUp}:MinimumBits must be from 0 to 1000000.");
        if (options.Donation.MinimumAmount < 0)
            errors.Add($"{KindKeys.Donation}:MinimumAmount is negative; use 0 or more.");
        if (options.Raid.MinimumViewers < 0)
            errors.Add($"{KindKeys.Raid}:MinimumViewers is negative; use 0 or more.");
    }

    private static string Login(string name) => name.Trim().TrimStart('@');
}
