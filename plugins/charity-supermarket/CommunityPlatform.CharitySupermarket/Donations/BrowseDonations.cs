using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Donations;

/// <summary>The last donations, newest first.</summary>
public sealed record BrowseDonations : IQuery<IReadOnlyList<DonationRow>>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.Intake;
}

/// <summary>One donation. The name is there only with consent.</summary>
public sealed record DonationRow(string Number, DateTime At, DonorKind Donor, string? DonorName, int Pieces, long ValueFen);

internal sealed class BrowseDonationsHandler(MarketDbContext db) : IHandler<BrowseDonations, IReadOnlyList<DonationRow>>
{
    public async Task<Outcome<IReadOnlyList<DonationRow>>> Handle(BrowseDonations ask, CancellationToken stop) =>
        await db.Donations.AsNoTracking().OrderByDescending(one => one.At).ThenByDescending(one => one.Number).Take(200)
            .Select(one => new DonationRow(one.Number, one.At, one.Donor, one.DonorName, one.Lines.Sum(line => line.Quantity), one.Lines.Sum(line => line.ValueFen)))
            .ToListAsync(stop);
}
