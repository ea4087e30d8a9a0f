namespace IShowTts.Worker.Intake;

/// <summary>Configuration keys of the kinds: what a verdict names as its rule.</summary>
internal static class KindKeys
{
    public const string Chat = "Intake:Chat";
    public const string Highlighted = "Intake:Highlighted";
    public const string Cheer = "Intake:Cheer";
    public const string Redemption = "Intake:Redemption";
    public const string PowerUp = "Intake:PowerUp";
    public const string Donation = "Intake:Donation";
    public const string Subscription = "Intake:Subscription";
    public const string Gift = "Intake:Gift";
    public const string Raid = "Intake:Raid";
    public const string Follow = "Intake:Follow";
    public const string Announcement = "Intake:Announcement";
    public const string Notice = "Intake:Notice";
}
