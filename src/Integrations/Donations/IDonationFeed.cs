namespace IShowTts.Integrations.Donations;

/// <summary>One donation service's protocol. <see cref="DonationEventSource"/> runs it again and again.</summary>
internal interface IDonationFeed
{
    /// <summary>The service's name: <see cref="Events.StreamEvent.Source"/> of its donations and name of the source.</summary>
    string Service { get; }

    /// <summary>Connects once and gives donations until the connection ends.</summary>
    /// <param name="outlet">Takes them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Why it ended, for people, without a full stop.</returns>
    /// <exception cref="DonationConnectionException">It could not connect or lost the connection; trying again may help.</exception>
    /// <exception cref="DonationRefusedException">The token is not accepted.</exception>
    Task<string> RunAsync(DonationOutlet outlet, CancellationToken cancellationToken);
}
