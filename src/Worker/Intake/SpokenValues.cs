using System.Globalization;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Intake;

/// <summary>What the variables of one event say.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Name">The viewer's name, sayable and filtered.</param>
/// <param name="Message">The viewer's words, filtered.</param>
/// <param name="Recipient">Name of who got a gift, sayable and filtered; empty when there is none.</param>
/// <param name="Title">Title of a reward, charity or notice, cleaned; empty when there is none.</param>
internal readonly record struct SpokenValues(MessageEvent Event, string Name, string Message, string Recipient = "", string Title = "")
{
    /// <summary>Words that people wrote, not to be changed any more.</summary>
    public string Words(TemplateVariable variable) => variable switch
    {
        TemplateVariable.Name => Name,
        TemplateVariable.Message => Message,
        TemplateVariable.Recipient => Recipient,
        TemplateVariable.Reward or TemplateVariable.Title => Title,
        TemplateVariable.Currency => Currency,
        TemplateVariable.Tier => Tier,
        _ => "",
    };

    /// <summary>Numbers; null for words.</summary>
    public decimal? Number(TemplateVariable variable) => (variable, Event) switch
    {
        (TemplateVariable.Bits or TemplateVariable.Amount, Cheer cheer) => cheer.Bits,
        (TemplateVariable.Bits or TemplateVariable.Amount, PowerUp powerUp) => powerUp.Bits,
        (TemplateVariable.Amount, Donation donation) => donation.Amount,
        (TemplateVariable.Amount, Redemption redemption) => redemption.Cost,
        (TemplateVariable.Viewers, Raid raid) => raid.Viewers,
        (TemplateVariable.Months, Subscription subscription) => subscription.Months,
        (TemplateVariable.Streak, Subscription subscription) => subscription.StreakMonths,
        (TemplateVariable.Count, GiftSubscription gift) => gift.Count,
        (TemplateVariable.Count, Notice notice) => notice.Value,
        _ => null,
    };

    /// <summary>A number as it is written: no group separators, decimals only when there are any, as many as the currency has.</summary>
    public string Write(decimal number) =>
        Event is Donation donation ? AmountText.Number(number, donation.Currency)
        : number == decimal.Truncate(number) ? number.ToString("0", CultureInfo.InvariantCulture) : number.ToString("0.00", CultureInfo.InvariantCulture);

    private string Currency => Event switch
    {
        Donation donation => donation.Currency,
        Redemption => "points",
        Cheer or PowerUp => "bits",
        _ => "",
    };

    private string Tier => Event switch
    {
        Subscription { Tier: 0 } => "Prime",
        Subscription subscription => subscription.Tier.ToString(CultureInfo.InvariantCulture),
        GiftSubscription gift => gift.Tier.ToString(CultureInfo.InvariantCulture),
        _ => "",
    };
}
