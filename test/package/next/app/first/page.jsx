'use client';
import Link from 'next/link';
import { ReportForm } from '../../../src/ReportForm';

export default function Page() {
  return (
    <main>
      <h1>First</h1>
      <ReportForm
        onSubmitted={({ detail }) => {
          document.title = detail.submission;
        }}
      />
      <Link href="/second">Second</Link>
    </main>
  );
}
