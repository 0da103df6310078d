namespace CommunityPlatform.Sdk.Privacy;

/// <summary>
/// 同意 · Whether a resident has consented to a purpose that the module declares under <c>consents</c> in module.json. Consent is
/// given and withdrawn on the resident's page; a withdrawal is told as <c>host.consent-withdrawn.v1</c> with <c>Person</c> and
/// <c>Purpose</c>.
/// </summary>
public interface IConsents
{
    /// <summary>Whether her consent holds at this moment: given, not withdrawn, not run out. For somebody under 14 it is a guardian's.</summary>
    /// <param name="person">The resident's id.</param>
    /// <param name="purpose">The purpose's id as declared.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="InvalidOperationException">The module does not declare the purpose.</exception>
    Task<bool> Has(Guid person, string purpose, CancellationToken stop);
}

/// <summary>No consent to the purpose holds; ask the person for it first.</summary>
/// <param name="PersonField">The field of the form that names the person; null for the whole form.</param>
public sealed record NoConsent(string? PersonField = null) : UseCases.Refusal
{
    /// <inheritdoc/>
    public override string? Field => PersonField;
}
