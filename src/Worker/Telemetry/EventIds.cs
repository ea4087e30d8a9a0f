namespace IShowTts.Worker.Telemetry;

/// <summary>Log event ids, one hundred per feature. A test keeps them unique.</summary>
internal static class EventIds
{
    public const int Host = 1000;
    public const int Intake = 1100;
    public const int Filtering = 1200;
    public const int Queue = 1300;
    public const int Speaking = 1400;
    public const int Playout = 1500;
    public const int Commands = 1600;
    public const int Api = 1700;
    public const int Cli = 1800;
    public const int Control = 1900;
    public const int LiveConsole = 2000;
    public const int SignIn = 2100;
    public const int Webhooks = 2300;
    public const int Redemptions = 2200;
    public const int RawSpeech = 2400;
    public const int BrowserSource = 2700;
    public const int SpeakerBot = 2500;
    public const int Discord = 2800;
}
